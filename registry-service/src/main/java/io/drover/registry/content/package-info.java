/** What directory versions contain: archives, addressed by the SHA-256 of their bytes, and the files in them. */
package io.drover.registry.content;
