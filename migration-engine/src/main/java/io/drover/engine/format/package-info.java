/** Directories in the layouts of other tools, rewritten so that they are migration directories like any other. */
package io.drover.engine.format;
