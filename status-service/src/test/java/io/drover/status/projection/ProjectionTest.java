package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.Event;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsSettled;
import io.drover.contracts.TargetChanged;
import io.drover.contracts.TargetFacts;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@StatusTest
class ProjectionTest {
    @Inject
    Projection projection;

    @Inject
    Sql sql;

    private final Story story = new Story();

    @Test
    void keepsAFileWithoutStatementsThatALaterOneFailedAfter() {
        Instant at = story.tick();
        AppliedFile empty = new AppliedFile("1_empty.sql", "1", "empty", 0, 0, at, 1, List.of());
        AppliedFile failing = new AppliedFile("2_broken.sql", "2", "broken", 0, 0, at, 1, List.of());

        project(failed(story.directory, List.of(empty, failing)));

        assertThat(sql.list(
                        "SELECT version FROM revision WHERE target = ?",
                        row -> row.getString("version"),
                        story.target(1)))
                .containsExactly("1");
    }

    @Test
    @DisplayName("P12 a command that could not be read turns its database to Error")
    void turnsADatabaseToErrorThoughTheReportDoesNotNameItsDirectory() {
        project(story.registered(1), story.planned(1, 1, 1));

        project(failed(null, List.of()));

        assertThat(failedDatabases()).containsExactly(story.directory);
    }

    @Test
    @DisplayName("P12 P13 also when the report is heard before the plan")
    void turnsADatabaseToErrorOnceItsDirectoryIsHeardOf() {
        project(failed(null, List.of()), story.registered(1));

        project(story.planned(1, 1, 1));

        assertThat(failedDatabases()).containsExactly(story.directory);
    }

    @Test
    void countsTheRunsThatAnEventSettles() {
        RunsSettled.SettledRun run =
                new RunsSettled.SettledRun(1, 1, 1, 1, RunState.NO_ACTION, null, null, story.tick(), null, false);

        assertThat(RunProjector.runsNamedBy(new RunsSettled(1, 1, Collections.nCopies(700, run))))
                .isEqualTo(700);
    }

    @Test
    void keepsHowFarItIsWhenABatchIsHeardAgain() {
        String topic = "topic of " + story.directory;
        reach(topic, 9);

        reach(topic, 4);

        assertThat(sql.first(
                        "SELECT next_offset FROM projected WHERE topic = ?", row -> row.getLong("next_offset"), topic))
                .contains(9L);
        sql.update("DELETE FROM projected WHERE topic = ?", topic);
    }

    @Test
    void forgetsAnAgentThatWasSilentForADay() {
        Instant now = Instant.now();

        project(beat("gone", now.minus(Duration.ofHours(25))), beat("quiet", now.minus(Duration.ofHours(23))));

        assertThat(sql.list("SELECT id FROM agent WHERE id LIKE '%' || ?", row -> row.getString("id"), story.directory))
                .containsExactly("quiet-" + story.directory);
    }

    @Test
    void hidesADatabaseWhoseTargetBelongsToNoDirectoryAnyMore() {
        project(story.registered(1));
        TargetFacts facts = new TargetFacts(
                story.name(1), "sqlite:///x", "sqlite", null, Map.of(), "default", null, "host", "ACTIVE", null);

        project(new TargetChanged(story.target(1), 2, facts, story.tick()));

        assertThat(sql.list(
                        "SELECT shown FROM database WHERE target = ?", row -> row.getBoolean("shown"), story.target(1)))
                .containsExactly(false);
    }

    @Test
    @DisplayName("P13 a deployment that is heard of after its runs still tells their databases its environment")
    void learnsTheEnvironmentLater() {
        project(story.registered(1), story.planned(1, 1, 1));

        project(story.created(1, 1, 1));

        assertThat(sql.list("SELECT env FROM database WHERE target = ?", row -> row.getString("env"), story.target(1)))
                .containsExactly("prod");
    }

    @Test
    void removesAnEmptyCounterOfTheTouchedDeploymentOnly() {
        project(story.planned(1, 1, 1));
        sql.update("INSERT INTO run_count VALUES (?, 'QUEUED', 0)", story.deployment(9));

        project(story.createdUsers(1, 1));

        assertThat(counters(1)).containsExactly("SUCCEEDED");
        assertThat(counters(9)).containsExactly("QUEUED");
    }

    private List<String> counters(int deployment) {
        return sql.list(
                "SELECT state FROM run_count WHERE deployment = ?",
                row -> row.getString("state"),
                story.deployment(deployment));
    }

    private List<String> failedDatabases() {
        return sql.list(
                "SELECT directory FROM database WHERE failed AND target = ?",
                row -> row.getString("directory"),
                story.target(1));
    }

    private void project(Event... events) {
        projection.project(Batches.of(List.of(events)));
    }

    private void reach(String topic, long offset) {
        projection.project(new Batch(List.of(), List.of(), List.of(new Batch.Reached(topic, 0, offset, story.tick()))));
    }

    private AgentBeat beat(String name, Instant at) {
        String agent = name + "-" + story.directory;
        return new AgentBeat(agent, "default", "h", "0.1.0", 8, List.of(), List.of(), false, at, at, 8, null);
    }

    private RunFinished failed(String directory, List<AppliedFile> files) {
        RunError error = RunError.of("undecodable-command", "No field named x.", "Upgrade the agent.");
        Instant at = story.tick();
        return new RunFinished(
                story.ref(1, 1, 1),
                "agent-1",
                RunState.FAILED,
                null,
                directory,
                null,
                null,
                null,
                null,
                false,
                files,
                error,
                at,
                at,
                null);
    }
}
