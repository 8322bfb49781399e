package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Brings one target to a version.
 *
 * <p>Thread-safe and stateless: one engine serves any number of targets at once. Each call opens one connection, holds
 * one lock and closes both before it returns. It logs nothing; what happens is told by events and by the outcome.
 *
 * <p>A kill at any instruction is harmless: a file and its revision row are one transaction, locks belong to the
 * connection and the process, and the next call goes on from what the revisions table says.
 */
public final class MigrationEngine {

    private final String version;

    /** @param version of Drover, stored with each revision */
    public MigrationEngine(String version) {
        this.version = Objects.requireNonNull(version, "version");
    }

    /**
     * Applies what is pending.
     *
     * @param events told on the calling thread; an exception of it ends the apply and rolls the current file back
     */
    public ApplyOutcome apply(
            TargetUrl target, MigrationDirectory directory, ApplyOptions options, Consumer<EngineEvent> events) {
        throw new UnsupportedOperationException("apply " + version + target + directory + options + events);
    }

    /** What an apply would do now. Only reads: makes no file, takes no lock, writes no row. */
    public Plan plan(TargetUrl target, MigrationDirectory directory, ApplyOptions options) {
        throw new UnsupportedOperationException("plan");
    }

    /**
     * The revisions of a target. Only reads.
     *
     * @param revisionsSchemaOrNull where the revisions table is; null: where the URL points
     */
    public TargetState inspect(TargetUrl target, String revisionsSchemaOrNull) {
        throw new UnsupportedOperationException("inspect");
    }
}
