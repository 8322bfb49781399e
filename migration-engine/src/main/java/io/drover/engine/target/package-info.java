/** Where a target database is: its URL, taken apart. */
package io.drover.engine.target;
