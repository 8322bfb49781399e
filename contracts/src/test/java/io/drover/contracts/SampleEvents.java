package io.drover.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event of each type with every field filled, as the golden files show them. */
final class SampleEvents {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00.123456Z");
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String DIRECTORY = "db-per-tenant";
    private static final RunRef REF = new RunRef(7, 41, 4, 3, 1, 0);
    private static final RunError ERROR = new RunError(
            "statement-failed",
            "20240721111345_seed_users.sql",
            "20240721111345",
            1,
            "INSERT INTO users (id, name) VALUES (1, \"a8m\");",
            "UNIQUE constraint failed: users.id",
            "sql/migrate: executing statement \"INSERT INTO users (id, name) VALUES (1, \\\"a8m\\\");\" from version"
                    + " \"20240721111345\": UNIQUE constraint failed: users.id",
            "Key (id)=(1) already exists.",
            "Repair the data or the file, then retry the deployment.",
            "23505");
    private static final TargetFacts FACTS = new TargetFacts(
            "acme",
            "postgres://db.example:5432/acme",
            "postgres",
            "db.example:5432",
            Map.of("region", "eu"),
            "default",
            DIRECTORY,
            null,
            "ACTIVE",
            null);

    private static final Resolution RESOLUTION =
            new Resolution(5, 41, "20240721111345", 1, Resolution.Outcome.DID_NOT_RUN);

    private SampleEvents() {}

    static List<Event> all() {
        return List.of(
                new DirectoryPushed(
                        DIRECTORY,
                        2,
                        2,
                        DIGEST,
                        "h1:GMi7mvWSIHv0I/Wrc2NCGVt9Z5hWZbPa6wL986t7Z2o=",
                        "20240721111345",
                        1,
                        List.of(new DirectoryPushed.MigrationFile(
                                "20240721111345_seed_users.sql", "20240721111345", "seed_users", 2, DIGEST)),
                        List.of(new DirectoryPushed.Tag("v1.2", 2)),
                        AT,
                        "anonymous",
                        new DirectoryPushed.PushContext("app", "main", "4f2a", "https://example.org/app", "kim")),
                new DeploymentCreated(
                        7,
                        1,
                        DIRECTORY,
                        2,
                        DIGEST,
                        "20240721111345",
                        "prod",
                        4,
                        50,
                        1,
                        "{}",
                        "CLI",
                        "0.1.0",
                        "anonymous",
                        AT,
                        false),
                new RunsPlanned(
                        7, 2, DIRECTORY, DIGEST, List.of(new RunsPlanned.PlannedRun(41, 4, "acme", "all", 0, 3, 1))),
                new RunsSettled(
                        7,
                        5,
                        List.of(new RunsSettled.SettledRun(
                                41, 4, 3, 1, RunState.FAILED, "agent-lost", ERROR, AT, "20240721101205", false))),
                new WaveOpened(7, 3, "all", 4, AT),
                new DeploymentChanged(7, 4, DeploymentState.PAUSED, "2 failed, 1 is tolerated", AT),
                new DeploymentFinished(
                        7,
                        6,
                        DeploymentState.FAILED,
                        "1 failed",
                        new RunCounts(4, 0, 0, 0, 3, 0, 1, 0, 0, 0, 0),
                        AT,
                        AT.plusSeconds(1)),
                new TargetRegistered(4, 1, FACTS, AT),
                new TargetChanged(4, 2, FACTS, AT),
                new TargetRemoved(4, 3, "acme", AT),
                new AgentCommand(
                        AgentCommand.Kind.APPLY,
                        REF,
                        new AgentCommand.CommandTarget(
                                4, "acme", "postgres://app:${env:ACME_PASSWORD}@db.example:5432/acme", null),
                        DIRECTORY,
                        2,
                        DIGEST,
                        null,
                        true,
                        new AgentCommand.Options(
                                "FILE",
                                "LINEAR",
                                null,
                                false,
                                null,
                                null,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(3),
                                null),
                        AT,
                        RESOLUTION),
                new RunStarted(REF, "agent-1", "3d1219c7", AT),
                new RunProgressed(REF, "agent-1", "20240721111345", 1, 2, 0, 1, AT),
                new RunFinished(
                        REF,
                        "agent-1",
                        RunState.FAILED,
                        null,
                        DIRECTORY,
                        DIGEST,
                        "20240721101205",
                        "20240721111345",
                        "20240721101205",
                        false,
                        List.of(new RunFinished.AppliedFile(
                                "20240721111345_seed_users.sql",
                                "20240721111345",
                                "seed_users",
                                0,
                                2,
                                AT,
                                1_106_417,
                                List.of(new RunFinished.StatementTiming(0, 47, 1_106_417)))),
                        ERROR,
                        AT,
                        AT.plusMillis(2),
                        null),
                new RunReturned(REF, "agent-1", RunReturned.DRAINING, AT),
                new RunInspected(
                        REF,
                        "agent-1",
                        RunInspected.Finding.STILL_RUNNING,
                        DIRECTORY,
                        DIGEST,
                        "20240721101205",
                        "20240721101205",
                        false,
                        List.of(),
                        "drover:41:1 (pid 4711)",
                        "postgres:7412345678901234567/16384",
                        null,
                        AT,
                        AT.plusMillis(2)),
                new RunResolved(REF, "agent-1", RESOLUTION, Resolution.State.REFUSED, ERROR, AT),
                new ResolutionChanged(
                        7,
                        8,
                        RESOLUTION,
                        4,
                        1,
                        Resolution.State.REFUSED,
                        "anonymous",
                        "version 20240721111345 is wholly applied",
                        AT,
                        AT.plusSeconds(2)),
                new OrchestratorBeat("orchestrator-1", AT),
                new DeploymentControl(7, 1, DeploymentState.PAUSED, AT),
                new AgentBeat(
                        "agent-1",
                        "default",
                        "3d1219c7",
                        "0.1.0",
                        8,
                        List.of(41L),
                        List.of(42L),
                        false,
                        AT,
                        AT,
                        8,
                        null));
    }
}
