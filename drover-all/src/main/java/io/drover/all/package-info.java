/** The drover command with the embedded stack: everything of the CLI, and {@code up} and {@code demo}. */
package io.drover.all;
