package io.drover.engine.apply;

import java.time.Duration;

/**
 * One statement that was executed.
 *
 * @param index its place in the file, counted from 1
 * @param text what the database was given
 * @param offset where the text begins in the file, in bytes
 * @param length of the text in bytes
 * @param duration how long it took; zero when an earlier attempt executed it
 */
public record StatementResult(int index, String text, int offset, int length, Duration duration) {}
