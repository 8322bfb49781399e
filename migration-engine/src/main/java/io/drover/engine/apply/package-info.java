/** Bringing one target to a version: what is pending, the lock, the executor, the revisions table. */
package io.drover.engine.apply;
