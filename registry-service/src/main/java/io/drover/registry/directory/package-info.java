/** Directories and their versions: pushing them, finding them, telling the other services. */
package io.drover.registry.directory;
