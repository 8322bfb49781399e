package io.drover.contracts;

import java.time.Duration;
import java.time.Instant;

/**
 * The order to an agent pool, on {@code drover.agent-commands.<pool>}, keyed by target id. Names a directory version by
 * digest; carries no SQL and no secret: {@code url} may hold references such as {@code ${env:NAME}} which only an agent
 * resolves. The headers of {@link CommandHeaders} repeat what is needed to settle a run whose body cannot be read.
 *
 * @param ref the run and the attempt this command is for
 * @param directory name of the directory, for messages
 * @param sequence its version number, for messages
 * @param digest which content to apply
 * @param toMigration a migration version not to go beyond, null for all
 * @param mayCreate false when a run on this target has succeeded before, so that a missing file is a fault
 * @param sentAt when this sending was claimed
 * @param resolution what a SET writes down; null for all other kinds
 */
public record AgentCommand(
        Kind kind,
        RunRef ref,
        CommandTarget target,
        String directory,
        int sequence,
        String digest,
        String toMigration,
        boolean mayCreate,
        Options options,
        Instant sentAt,
        Resolution resolution)
        implements Event {

    /** A command that is no resolution. */
    public AgentCommand(
            Kind kind,
            RunRef ref,
            CommandTarget target,
            String directory,
            int sequence,
            String digest,
            String toMigration,
            boolean mayCreate,
            Options options,
            Instant sentAt) {
        this(kind, ref, target, directory, sequence, digest, toMigration, mayCreate, options, sentAt, null);
    }

    /** What to do. */
    public enum Kind {
        /** Bring the target to the version. */
        APPLY,
        /** Change nothing, say what the target is at and what became of the run. Answered by {@link RunInspected}. */
        INSPECT,
        /** Execute nothing, write the {@link #resolution} into the target's revisions. Answered by {@link RunResolved}. */
        SET,
        REHEARSE,
        DISCOVER
    }

    /**
     * Where to do it.
     *
     * @param url with references in place of secrets
     * @param hostId the machine a file target was named on, null for servers
     */
    public record CommandTarget(long id, String name, String url, String hostId) {}

    /** How to do it; null means the engine's default. */
    public record Options(
            String txMode,
            String execOrder,
            String baseline,
            boolean allowDirty,
            Integer amount,
            String revisionsSchema,
            Duration lockTimeout,
            Duration dbLockTimeout,
            Duration statementTimeout) {
        public static final Options DEFAULTS = new Options(null, null, null, false, null, null, null, null, null);

        /** The same for a target whose history is in that schema, null: in the usual place. */
        public Options withRevisionsSchema(String schema) {
            return new Options(
                    txMode,
                    execOrder,
                    baseline,
                    allowDirty,
                    amount,
                    schema,
                    lockTimeout,
                    dbLockTimeout,
                    statementTimeout);
        }
    }
}
