package io.drover.embedded.part;

import java.time.Duration;

/**
 * Hears what becomes of the parts, so that a terminal can show it. Called from the threads that supervise the parts,
 * possibly several at once: implementations must be thread-safe and return quickly.
 */
public interface PartListener {
    /** Hears nothing. */
    PartListener SILENT = new PartListener() {};

    default void starting(String part) {}

    /** The part answers; {@code took} is counted from the launch of its process. */
    default void ready(String part, Duration took) {}

    /** The part died with {@code exitCode} and is started again after {@code backoff}. */
    default void restarting(String part, int exitCode, Duration backoff) {}

    default void stopped(String part) {}
}
