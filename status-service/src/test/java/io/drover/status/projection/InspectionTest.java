package io.drover.status.projection;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.drover.contracts.Event;
import io.drover.contracts.OrchestratorBeat;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunState;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is known of a database after its target was asked. */
@StatusTest
class InspectionTest {
    @Inject
    Projection projection;

    private final Story story = new Story();

    @Test
    @DisplayName("P8 an inspection that finds nothing left of the wanted version makes a database Synced")
    void isSyncedByAnInspection() {
        project(story.pushed(1), story.registered(1));

        project(story.looked(1, 1, 1, true, Story.FIRST));

        database()
                .body("items[0].state", equalTo("SYNCED"))
                .body("items[0].currentVersion", equalTo(Story.FIRST))
                .body("items[0].reportedBy", equalTo("inspection"))
                .body("items[0].lastMigration", nullValue());
    }

    @Test
    @DisplayName("P8 an inspection at the wanted version ends an error")
    void clearsAnError() {
        project(story.pushed(2), story.registered(1), story.planned(2, 2, 1), story.failedToSeed(2, 1, 1));
        database().body("items[0].state", equalTo("ERROR"));

        project(story.looked(1, 3, 2, true, Story.SECOND));

        database()
                .body("items[0].state", equalTo("SYNCED"))
                .body("items[0].error", nullValue())
                .body("items[0].currentVersion", equalTo(Story.SECOND));
    }

    @Test
    @DisplayName(
            "P8 an inspection at an older version ends no error, one at a later version does, whenever that is heard of")
    void endsAnErrorByItsVersion() {
        project(story.pushed(1), story.pushed(2), story.registered(1), story.planned(2, 2, 1));
        project(story.failedToSeed(2, 1, 1), story.looked(1, 3, 1, true, Story.FIRST));
        database().body("items[0].state", equalTo("ERROR"));

        project(story.looked(1, 4, 3, true, Story.SECOND));
        database().body("items[0].state", equalTo("ERROR"));

        project(story.pushed(3));
        database().body("items[0].state", equalTo("SYNCED"));
    }

    @Test
    @DisplayName("P14 a lost attempt's late failure does not take back what the orchestrator made of the next one")
    void keepsAReconciledRunWhenTheLostAttemptReportsAfterAll() {
        project(story.pushed(2), story.registered(1), story.created(2, 2, 1), story.planned(2, 2, 1));
        project(story.settled(2, 1, 1, RunState.UNKNOWN, null), story.planned(2, 2, 2, 1));
        project(story.nothingToDo(2, 1, 2, 2));
        project(story.settled(2, 1, 2, RunState.SUCCEEDED, "reconciled", null, false));

        project(story.failedToSeed(2, 1, 1));

        run().body("state", equalTo("SUCCEEDED")).body("reason", equalTo("reconciled"));
        database().body("items[0].state", equalTo("SYNCED"));
    }

    @Test
    @DisplayName("P8 an inspection that finds something left ends no error, and takes a Synced away")
    void tellsThatSomethingIsLeft() {
        project(story.pushed(2), story.registered(1), story.registered(2), story.planned(2, 2, 2));
        project(story.failedToSeed(2, 1, 1), story.seededUsers(2, 2, 1));

        project(story.looked(1, 3, 2, false, Story.FIRST), story.looked(2, 3, 2, false, null));

        database(1).body("items[0].state", equalTo("ERROR"));
        database(2).body("items[0].state", equalTo("PENDING")).body("items[0].currentVersion", nullValue());
    }

    @Test
    @DisplayName("P13 a late result of an earlier run does not hide a later inspection, nor this a later result")
    void isOrderedByTheNumberOfTheRun() {
        project(
                story.pushed(2),
                story.registered(1),
                story.planned(2, 2, 1),
                story.looked(1, 3, 2, true, Story.SECOND));

        project(story.failedToSeed(2, 1, 1));
        database().body("items[0].state", equalTo("SYNCED")).body("items[0].reportedBy", equalTo("inspection"));

        project(story.planned(4, 2, 1), story.failedToSeed(4, 1, 1), story.looked(1, 3, 2, true, Story.SECOND));
        database().body("items[0].state", equalTo("ERROR")).body("items[0].reportedBy", equalTo("agent"));
    }

    @Test
    @DisplayName("P10 a known no-op tells as much as the run that it spares")
    void takesAKnownNoOpForKnowledge() {
        project(story.pushed(2), story.registered(1), story.created(2, 2, 1), story.planned(2, 2, 1));

        project(story.known(2, 1, 2));

        database().body("items[0].state", equalTo("SYNCED")).body("items[0].currentVersion", equalTo(Story.SECOND));
        run().body("state", equalTo("NO_ACTION")).body("reason", equalTo("known"));
    }

    @Test
    @DisplayName("P21 a lost run is unknown, its database keeps its state and asks for attention until it is found")
    void asksForAttentionWhileARunIsLost() {
        project(story.pushed(1), story.registered(1), story.planned(1, 1, 1), story.createdUsers(1, 1));
        project(story.pushed(2), story.created(2, 2, 1), story.planned(2, 2, 1), story.started(2, 1, 1));

        project(story.settled(2, 1, 1, RunState.UNKNOWN, null));
        run().body("state", equalTo("UNKNOWN"));
        database().body("items[0].state", equalTo("PENDING")).body("items[0].attention", equalTo("unknown"));

        project(story.settled(2, 1, 1, RunState.RUNNING, null));
        run().body("state", equalTo("RUNNING"));
        database().body("items[0].attention", nullValue());

        project(story.settled(2, 1, 1, RunState.UNKNOWN, null), story.planned(2, 2, 2, 1));
        run().body("state", equalTo("PENDING")).body("attempt", equalTo(2));
        database().body("items[0].attention", nullValue());
    }

    @Test
    @DisplayName("P14 a reconciled run shows the files that its target told of")
    void showsTheFilesOfAReconciledRun() {
        project(story.pushed(2), story.registered(1), story.created(2, 2, 1), story.planned(2, 2, 1));

        project(
                story.inspected(2, 1, 1, Finding.DONE, 2, story.seed()),
                story.settled(2, 1, 1, RunState.SUCCEEDED, "reconciled", Story.SECOND, true));

        run().body("state", equalTo("SUCCEEDED"))
                .body("reason", equalTo("reconciled"))
                .body("agent", equalTo("agent-2"))
                .body("files.version", contains(Story.SECOND))
                .body("files[0].applied", equalTo(2));
        database()
                .body("items[0].state", equalTo("SYNCED"))
                .body("items[0].lastMigration.version", equalTo(Story.SECOND))
                .body("items[0].lastMigration.result", equalTo("SUCCEEDED"));
        given().get("/api/v1/status/databases/{name}/history", story.name(1))
                .then()
                .body("items.version", contains(Story.SECOND));
    }

    @Test
    @DisplayName("P22 who still executes the run, or could not be reached, tells nothing of the database")
    void learnsNothingWhereNobodyCouldLook() {
        project(story.pushed(2), story.registered(1), story.planned(2, 2, 1));

        project(story.inspected(2, 1, 1, Finding.STILL_RUNNING, 2), story.inspected(2, 1, 1, Finding.UNREACHABLE, 2));

        database()
                .body("items", hasSize(1))
                .body("items[0].currentVersion", nullValue())
                .body("items[0].reportedBy", nullValue());
    }

    @Test
    @DisplayName("P21 the orchestrator's own beat is not for the views")
    void ignoresTheBeatOfAnOrchestrator() {
        project(new OrchestratorBeat("orchestrator-" + story.directory, Instant.now()));

        given().get("/api/v1/status/agents")
                .then()
                .body("items.findAll { it.agent.startsWith('orchestrator-') }", hasSize(0));
    }

    private void project(Event... events) {
        projection.project(Batches.of(List.of(events)));
    }

    private ValidatableResponse database() {
        return database(1);
    }

    private ValidatableResponse database(int place) {
        return given().get("/api/v1/status/databases/{name}", story.name(place))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse run() {
        return given().get("/api/v1/status/deployments/{id}/targets/{name}", story.deployment(2), story.name(1))
                .then()
                .statusCode(200);
    }
}
