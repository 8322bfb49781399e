package io.drover.status;

import io.drover.contracts.DeploymentChanged;
import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.DirectoryPushed;
import io.drover.contracts.Event;
import io.drover.contracts.RunCounts;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.contracts.RunFinished.StatementTiming;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.RunsSettled;
import io.drover.contracts.TargetChanged;
import io.drover.contracts.TargetFacts;
import io.drover.contracts.TargetRegistered;
import io.drover.contracts.TargetRemoved;
import io.drover.contracts.WaveOpened;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the other services say about one directory and its targets. Ids and names are its own, so that stories do not meet
 * in the views. Run ids are deployment * 100 + place of the target; target places count from 1.
 */
public final class Story {
    private static final AtomicLong NUMBERS = new AtomicLong();
    public static final String FIRST = "20240721101205";
    public static final String SECOND = "20240721111345";

    public final String directory;
    private final long base;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(60);
    private long tick;
    private long sequence;

    public Story() {
        long number = NUMBERS.incrementAndGet();
        base = number * 1_000;
        directory = "story-" + number;
    }

    public long target(int place) {
        return base + place;
    }

    public long deployment(int place) {
        return base + place;
    }

    public String name(int place) {
        return directory + "_tenant_" + place + ".db";
    }

    public long run(int deployment, int target) {
        return deployment(deployment) * 100 + target;
    }

    public Instant tick() {
        return began.plusMillis(10 * ++tick);
    }

    /** All of a first deployment to one target. */
    public Event[] deployed() {
        return new Event[] {
            pushed(1), registered(1), created(1, 1, 1), planned(1, 1, 1), createdUsers(1, 1), finished(1, 1, 0, 0)
        };
    }

    public DirectoryPushed pushed(int version) {
        return pushed(version, version, digest(version));
    }

    public DirectoryPushed pushed(int version, long aggregateSequence, String digest) {
        List<DirectoryPushed.MigrationFile> files = new ArrayList<>();
        files.add(new DirectoryPushed.MigrationFile(SeedContent.CREATE, FIRST, "create_users", 1, "00"));
        if (version > 1) {
            files.add(new DirectoryPushed.MigrationFile(SeedContent.SEED, SECOND, "seed_users", 2, "01"));
        }
        return new DirectoryPushed(
                directory,
                aggregateSequence,
                version,
                digest,
                "h1:" + version,
                version > 1 ? SECOND : FIRST,
                files.size(),
                files,
                List.of(),
                tick(),
                "anonymous",
                null);
    }

    /** The first two versions have the seed's content, so that statements have texts. */
    public String digest(int version) {
        return version <= 2 ? SeedContent.digest(version) : directory + "-content-" + version;
    }

    public TargetRegistered registered(int place) {
        return new TargetRegistered(target(place), 1, facts(place, Map.of("place", "p" + place)), tick());
    }

    public TargetChanged changed(int place, Map<String, String> labels) {
        return new TargetChanged(target(place), 2, facts(place, labels), tick());
    }

    public TargetRemoved removed(int place) {
        return new TargetRemoved(target(place), 3, name(place), tick());
    }

    private TargetFacts facts(int place, Map<String, String> labels) {
        return new TargetFacts(
                name(place),
                "sqlite:///" + name(place),
                "sqlite",
                null,
                labels,
                "default",
                directory,
                "host",
                "ACTIVE",
                null);
    }

    public DeploymentCreated created(int deployment, int version, int total) {
        return new DeploymentCreated(
                deployment(deployment),
                ++sequence,
                directory,
                version,
                digest(version),
                null,
                "prod",
                total,
                50,
                null,
                "{}",
                "CLI",
                "0.1.0",
                "anonymous",
                tick(),
                false);
    }

    /** The same, told again by the orchestrator because the topic had lost it. */
    public DeploymentCreated createdAgain(int deployment, int version, int total) {
        DeploymentCreated first = created(deployment, version, total);
        return created(first, first.request(), true);
    }

    /** A deployment whose order says how to apply. */
    public DeploymentCreated createdBy(String request, int deployment, int version, int total) {
        return created(created(deployment, version, total), request, false);
    }

    private static DeploymentCreated created(DeploymentCreated usual, String request, boolean republished) {
        return new DeploymentCreated(
                usual.deployment(),
                usual.aggregateSequence(),
                usual.directory(),
                usual.sequence(),
                usual.digest(),
                usual.toMigration(),
                usual.env(),
                usual.total(),
                usual.maxParallel(),
                usual.maxFailures(),
                request,
                usual.triggerType(),
                usual.triggerVersion(),
                usual.createdBy(),
                usual.createdAt(),
                republished);
    }

    /** The deployment goes on, or stops for a reason. */
    public DeploymentChanged changed(int deployment, DeploymentState state, String reason) {
        return new DeploymentChanged(deployment(deployment), ++sequence, state, reason, tick());
    }

    /** The runs of a deployment for the targets 1 to {@code total}. */
    public RunsPlanned planned(int deployment, int version, int total) {
        int[] places = new int[total];
        Arrays.setAll(places, i -> i + 1);
        return planned(deployment, version, 1, places);
    }

    public RunsPlanned planned(int deployment, int version, int attempt, int... targets) {
        List<RunsPlanned.PlannedRun> runs = Arrays.stream(targets)
                .mapToObj(place -> new RunsPlanned.PlannedRun(
                        run(deployment, place), target(place), name(place), "all", place - 1, deployment, attempt))
                .toList();
        return new RunsPlanned(deployment(deployment), ++sequence, directory, digest(version), runs);
    }

    public WaveOpened opened(int deployment, int total) {
        return new WaveOpened(deployment(deployment), ++sequence, "all", total, tick());
    }

    public RunsSettled settled(int deployment, int target, int attempt, RunState state, RunError error) {
        return new RunsSettled(
                deployment(deployment),
                ++sequence,
                List.of(new RunsSettled.SettledRun(
                        run(deployment, target),
                        target(target),
                        deployment,
                        attempt,
                        state,
                        error == null ? null : error.code(),
                        error,
                        tick(),
                        null,
                        false)));
    }

    /** The orchestrator knows that nothing of a version is left to apply, and sends no command. */
    public RunsSettled known(int deployment, int target, int version) {
        return settled(deployment, target, 1, RunState.NO_ACTION, "known", version == 1 ? FIRST : SECOND, true);
    }

    public RunsSettled settled(
            int deployment,
            int target,
            int attempt,
            RunState state,
            String reason,
            String current,
            boolean nothingPending) {
        return new RunsSettled(
                deployment(deployment),
                ++sequence,
                List.of(new RunsSettled.SettledRun(
                        run(deployment, target),
                        target(target),
                        deployment,
                        attempt,
                        state,
                        reason,
                        null,
                        tick(),
                        current,
                        nothingPending)));
    }

    /** An inspection of a lost attempt; {@code files} are those that its run has written into the revisions. */
    public RunInspected inspected(
            int deployment, int target, int attempt, RunInspected.Finding finding, int version, AppliedFile... files) {
        boolean done = finding == RunInspected.Finding.DONE;
        return inspected(ref(deployment, target, attempt), finding, version, done, done ? SECOND : FIRST, files);
    }

    /** An inspection outside of deployments, the {@code runSeq}th thing that was done to the target. */
    public RunInspected looked(int target, long runSeq, int version, boolean nothingPending, String current) {
        RunRef ref = new RunRef(RunRef.NO_RUN, RunRef.NO_RUN, target(target), runSeq, 1, 0);
        RunInspected.Finding finding = nothingPending ? RunInspected.Finding.DONE : RunInspected.Finding.OPEN;
        return inspected(ref, finding, version, nothingPending, current);
    }

    private RunInspected inspected(
            RunRef ref,
            RunInspected.Finding finding,
            int version,
            boolean nothingPending,
            String current,
            AppliedFile... files) {
        Instant at = tick();
        return new RunInspected(
                ref,
                "agent-2",
                finding,
                directory,
                digest(version),
                FIRST,
                current,
                nothingPending,
                List.of(files),
                null,
                null,
                null,
                at,
                at.plusMillis(2));
    }

    /** The file of version 2, as a whole. */
    public AppliedFile seed() {
        return new AppliedFile(SeedContent.SEED, SECOND, "seed_users", 2, 2, tick(), 1_106_417, List.of());
    }

    public DeploymentFinished finished(int deployment, int succeeded, int noAction, int failed) {
        return new DeploymentFinished(
                deployment(deployment),
                ++sequence,
                failed > 0 ? DeploymentState.FAILED : DeploymentState.SUCCEEDED,
                failed > 0 ? failed + " failed" : null,
                new RunCounts(succeeded + noAction + failed, 0, 0, 0, succeeded, noAction, failed, 0, 0, 0, 0),
                began,
                tick());
    }

    public RunRef ref(int deployment, int target, int attempt) {
        return new RunRef(deployment(deployment), run(deployment, target), target(target), deployment, attempt, 0);
    }

    public RunStarted started(int deployment, int target, int attempt) {
        return new RunStarted(ref(deployment, target, attempt), "agent-1", "host", tick());
    }

    /** The agent applied version 1 to an empty database. */
    public RunFinished createdUsers(int deployment, int target) {
        Instant at = tick();
        int length = length(SeedContent.CREATE_TABLE);
        AppliedFile file =
                new AppliedFile(SeedContent.CREATE, FIRST, "create_users", 1, 1, at, 2_000_000, statements(0, length));
        return report(ref(deployment, target, 1), RunState.SUCCEEDED, 1, null, FIRST, FIRST, List.of(file), null, at);
    }

    /** The agent applied version 2 to a database at version 1. */
    public RunFinished seededUsers(int deployment, int target, int attempt) {
        Instant at = tick();
        int first = length(SeedContent.FIRST_INSERT);
        int second = length(SeedContent.SECOND_INSERT);
        AppliedFile file = new AppliedFile(
                SeedContent.SEED, SECOND, "seed_users", 2, 2, at, 1_106_417, statements(0, first, first + 1, second));
        return report(
                ref(deployment, target, attempt),
                RunState.SUCCEEDED,
                2,
                FIRST,
                SECOND,
                SECOND,
                List.of(file),
                null,
                at);
    }

    /** The agent applied the second file of a content that the registry does not have. */
    public RunFinished seededUsersOf(int version, int deployment, int target) {
        RunFinished seeded = seededUsers(deployment, target, 1);
        return report(
                seeded.ref(), seeded.state(), version, FIRST, SECOND, SECOND, seeded.files(), null, seeded.startedAt());
    }

    /** The agent failed at the first of two files. */
    public RunFinished failedToCreate(int deployment, int target) {
        Instant at = tick();
        AppliedFile file = new AppliedFile(
                SeedContent.CREATE,
                FIRST,
                "create_users",
                0,
                1,
                at,
                1_000_000,
                statements(0, length(SeedContent.CREATE_TABLE)));
        String message = "table users already exists";
        RunError error = new RunError(
                "statement-failed",
                SeedContent.CREATE,
                FIRST,
                1,
                SeedContent.CREATE_TABLE,
                message,
                message,
                null,
                null,
                "1");
        return report(ref(deployment, target, 1), RunState.FAILED, 2, null, SECOND, null, List.of(file), error, at);
    }

    /** The agent met a row that was there already; the file was rolled back. */
    public RunFinished failedToSeed(int deployment, int target, int attempt) {
        Instant at = tick();
        AppliedFile file = new AppliedFile(
                SeedContent.SEED,
                SECOND,
                "seed_users",
                0,
                2,
                at,
                1_000_000,
                statements(0, length(SeedContent.FIRST_INSERT)));
        RunError error = new RunError(
                "statement-failed",
                SeedContent.SEED,
                SECOND,
                1,
                SeedContent.FIRST_INSERT,
                "UNIQUE constraint failed: users.id",
                "sql/migrate: executing statement \"INSERT INTO users (id, name) VALUES (1, \\\"a8m\\\");\" from version"
                        + " \"20240721111345\": UNIQUE constraint failed: users.id",
                null,
                "Repair the data or the file, then retry the deployment.",
                "19");
        return report(
                ref(deployment, target, attempt), RunState.FAILED, 2, FIRST, SECOND, FIRST, List.of(file), error, at);
    }

    /** The agent applied version 1 to an empty database and failed on version 2, in the same run. */
    public RunFinished failedHalfWay(int deployment, int target) {
        RunFinished failed = failedToSeed(deployment, target, 1);
        AppliedFile first =
                new AppliedFile(SeedContent.CREATE, FIRST, "create_users", 1, 1, tick(), 2_000_000, List.of());
        List<AppliedFile> files = List.of(first, failed.files().get(0));
        return report(failed.ref(), RunState.FAILED, 2, null, SECOND, FIRST, files, failed.error(), failed.startedAt());
    }

    /** The agent found nothing left to apply. */
    public RunFinished nothingToDo(int deployment, int target, int attempt, int version) {
        String current = version == 1 ? FIRST : SECOND;
        return report(
                ref(deployment, target, attempt),
                RunState.NO_ACTION,
                version,
                current,
                null,
                current,
                List.of(),
                null,
                tick());
    }

    private RunFinished report(
            RunRef ref,
            RunState state,
            int version,
            String from,
            String to,
            String current,
            List<AppliedFile> files,
            RunError error,
            Instant at) {
        return new RunFinished(
                ref,
                "agent-1",
                state,
                null,
                directory,
                digest(version),
                from,
                to,
                current,
                error == null,
                files,
                error,
                at,
                at.plusMillis(5),
                null);
    }

    private static int length(String statement) {
        return statement.getBytes(StandardCharsets.UTF_8).length;
    }

    private static List<StatementTiming> statements(int... offsetsAndLengths) {
        List<StatementTiming> statements = new ArrayList<>();
        for (int i = 0; i < offsetsAndLengths.length; i += 2) {
            statements.add(new StatementTiming(offsetsAndLengths[i], offsetsAndLengths[i + 1], 500_000));
        }
        return statements;
    }
}
