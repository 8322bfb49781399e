/** What the agents of a pool have in common: the public key that passwords are sealed with for them. */
package io.drover.orchestrator.pool;
