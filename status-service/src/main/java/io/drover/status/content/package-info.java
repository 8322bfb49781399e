/** Texts of statements: cut from the content the registry keeps, never stored here. */
package io.drover.status.content;
