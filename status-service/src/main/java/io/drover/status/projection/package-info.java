/** Kafka in, view tables out. One consumer, one transaction a batch; every view is a function of what was heard. */
package io.drover.status.projection;
