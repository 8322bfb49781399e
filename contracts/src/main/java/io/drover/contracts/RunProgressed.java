package io.drover.contracts;

import java.time.Instant;

/**
 * How far a long run is.
 *
 * @param version the migration being executed
 * @param statement statements of it that are done
 * @param statements statements it has
 */
public record RunProgressed(
        RunRef ref,
        String agent,
        String version,
        int statement,
        int statements,
        int filesDone,
        int filesTotal,
        Instant at)
        implements RunEvent {}
