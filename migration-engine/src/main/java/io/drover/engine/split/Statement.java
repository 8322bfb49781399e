package io.drover.engine.split;

/**
 * One statement of a migration file.
 *
 * @param text what the database executes; a closing {@code ;} stays in it, a custom delimiter does not
 * @param offset where the text begins in the file, in UTF-8 bytes
 * @param length of the text in UTF-8 bytes
 */
public record Statement(String text, int offset, int length) {}
