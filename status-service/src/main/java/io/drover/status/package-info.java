/** Views for people: what every database, deployment and agent is doing, built from the events of the other services. */
package io.drover.status;
