/** One trace from the order to the statement: how it crosses rows, records and requests. */
package io.drover.kit.trace;
