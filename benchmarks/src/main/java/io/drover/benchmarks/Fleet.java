package io.drover.benchmarks;

import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DirectoryPushed;
import io.drover.contracts.Event;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.contracts.RunFinished.StatementTiming;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.WaveOpened;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A directory, its databases and the deployment that brings them its newest version: half of the runs that ended are the
 * events of the measurement, every fiftieth fails, for five reasons.
 */
final class Fleet {
    static final String DIRECTORY = "db-per-tenant";
    static final int DEPLOYMENTS = 1_000;
    static final int VERSIONS = 11;
    static final int NEWEST = DEPLOYMENTS + 1;

    private static final int AT_ONCE = 1_000;
    private static final String[] REASONS = {
        "duplicate key value violates unique constraint \"users_email_key\", row %d",
        "column \"tier\" of relation \"accounts\" already exists",
        "canceling statement due to lock timeout after %d ms",
        "null value in column \"region\" of relation \"orders_%d\" violates not-null constraint",
        "relation \"invoices\" does not exist"
    };

    final int databases;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3_600);

    Fleet(int databases) {
        this.databases = databases;
    }

    static String version(int sequence) {
        return "202601%02d000000".formatted(sequence);
    }

    static String name(int database) {
        return "tenant_%06d".formatted(database);
    }

    static long run(int deployment, int database) {
        return deployment * 1_000_000L + database;
    }

    /** All versions of the directory. */
    List<Event> pushes() {
        List<Event> pushes = new ArrayList<>();
        for (int sequence = 1; sequence <= VERSIONS; sequence++) {
            pushes.add(new DirectoryPushed(
                    DIRECTORY,
                    sequence,
                    sequence,
                    "content-" + sequence,
                    "h1:" + sequence,
                    version(sequence),
                    sequence,
                    IntStream.rangeClosed(1, sequence)
                            .mapToObj(i -> new DirectoryPushed.MigrationFile(
                                    version(i) + "_change.sql", version(i), "change", 2, "hash-" + i))
                            .toList(),
                    List.of(),
                    began.minusSeconds(VERSIONS - sequence),
                    "bench",
                    null));
        }
        return pushes;
    }

    /** The newest deployment and its runs, without what became of them. */
    List<DeploymentEvent> newest() {
        List<DeploymentEvent> events = new ArrayList<>();
        String digest = "content-" + VERSIONS;
        events.add(new DeploymentCreated(
                NEWEST, 1, DIRECTORY, VERSIONS, digest, null, "prod", databases, 50, null, "{}", "CLI", "1", "bench",
                began, false));
        events.add(new WaveOpened(NEWEST, 2, "all", databases, began));
        for (int from = 0; from < databases; from += AT_ONCE) {
            List<RunsPlanned.PlannedRun> runs = IntStream.range(from, Math.min(databases, from + AT_ONCE))
                    .mapToObj(i -> new RunsPlanned.PlannedRun(run(NEWEST, i), i + 1, name(i), "all", i, NEWEST, 1))
                    .toList();
            events.add(new RunsPlanned(NEWEST, 3L + from / AT_ONCE, DIRECTORY, digest, runs));
        }
        return events;
    }

    /** Beginning and end of so many runs, as agents tell them that work on fifty at once. */
    List<Event> runs(int count) {
        List<Event> events = new ArrayList<>();
        for (int from = 0; from < count; from += 50) {
            int to = Math.min(count, from + 50);
            IntStream.range(from, to).forEach(i -> events.add(new RunStarted(ref(i), "agent-1", "host", at(i))));
            IntStream.range(from, to).forEach(i -> events.add(finished(i)));
        }
        return events;
    }

    private static RunRef ref(int database) {
        return new RunRef(NEWEST, run(NEWEST, database), database + 1, NEWEST, 1, 0);
    }

    private Instant at(int database) {
        return began.plusMillis(database);
    }

    private RunFinished finished(int database) {
        boolean fails = database % 50 == 7;
        String file = version(VERSIONS) + "_change.sql";
        Instant at = at(database);
        AppliedFile applied = new AppliedFile(
                file,
                version(VERSIONS),
                "change",
                fails ? 1 : 2,
                2,
                at,
                3_000_000,
                List.of(new StatementTiming(0, 60, 1_000_000), new StatementTiming(62, 80, 2_000_000)));
        String before = version(VERSIONS - 1);
        return new RunFinished(
                ref(database),
                "agent-1",
                fails ? RunState.FAILED : RunState.SUCCEEDED,
                null,
                DIRECTORY,
                "content-" + VERSIONS,
                before,
                version(VERSIONS),
                fails ? before : version(VERSIONS),
                !fails,
                List.of(applied),
                fails ? error(file, database) : null,
                at,
                at.plusMillis(5),
                null);
    }

    private static RunError error(String file, int database) {
        String message = REASONS[new Random(database).nextInt(REASONS.length)].formatted(database);
        return new RunError(
                "statement-failed",
                file,
                version(VERSIONS),
                2,
                "ALTER TABLE accounts ADD COLUMN tier text",
                message,
                "sql/migrate: executing statement \"ALTER TABLE accounts ADD COLUMN tier text\": " + message,
                null,
                "Repair the data or the file, then retry the deployment.",
                "23505");
    }
}
