/** Migration directories: their files, their order, their checksum file {@code atlas.sum} and their archive. */
package io.drover.engine.directory;
