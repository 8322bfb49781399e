package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.Resolution;
import io.drover.contracts.Resolution.Outcome;
import io.drover.contracts.Resolution.State;
import io.drover.contracts.ResolutionChanged;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunResolved;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@StatusTest
class ResolutionViewTest {
    private static final Instant SAID_AT = Instant.parse("2026-11-26T09:00:00Z");

    @Inject
    Voices voices;

    private final Story story = new Story();

    @Test
    @DisplayName("P29 the run shows who said when what became of its statement, and what the target made of it")
    void showsWhoSaidWhat() {
        voices.say(story.registered(1), story.created(1, 2, 1), story.planned(1, 2, 1));

        voices.say(
                said(1, Outcome.RAN, State.REQUESTED, null, 50),
                said(2, Outcome.DID_NOT_RUN, State.REQUESTED, null, 52));

        JsonPath run = run();
        assertThat(run.getList("resolutions.text", String.class))
                .containsExactly(
                        "2026-11-26T09:00:00Z kim: statement 3 of version 2 ran; the target is not told yet",
                        "2026-11-26T09:00:00Z kim: statement 3 of version 2 did not run; the target is not told yet");
        assertThat(run.getString("resolutions[0].by")).isEqualTo("kim");
    }

    @Test
    @DisplayName(
            "P13 P29 of two events about a resolution the later counts, whichever is heard first and however often")
    void countsTheLaterEvent() {
        voices.say(story.registered(1), story.created(1, 2, 1), story.planned(1, 2, 1));
        ResolutionChanged requested = said(1, Outcome.RAN, State.REQUESTED, null, 50);
        ResolutionChanged refused = said(1, Outcome.RAN, State.REFUSED, "other files", 51);

        voices.say(refused, requested, refused);

        assertThat(run().getList("resolutions.text", String.class))
                .containsExactly("2026-11-26T09:00:00Z kim: statement 3 of version 2 ran; refused: other files");
    }

    @Test
    @DisplayName("P29 the agent's own word about a resolution changes no view: the orchestrator's counts")
    void heedsTheOrchestrator() {
        voices.say(story.registered(1), story.created(1, 2, 1), story.planned(1, 2, 1));
        JsonPath before = run();

        voices.say(new RunResolved(
                new RunRef(story.deployment(1), RunRef.NO_RUN, story.target(1), 9, 1, 0),
                "agent",
                resolution(1, Outcome.RAN),
                State.RESOLVED,
                null,
                SAID_AT));

        assertThat(run().getList("resolutions")).isEmpty();
        assertThat(run().getString("state")).isEqualTo(before.getString("state"));
    }

    private Resolution resolution(int number, Outcome outcome) {
        return new Resolution(story.run(1, 1) * 10 + number, story.run(1, 1), "2", 3, outcome);
    }

    private ResolutionChanged said(int number, Outcome outcome, State state, String detail, long sequence) {
        return new ResolutionChanged(
                story.deployment(1),
                sequence,
                resolution(number, outcome),
                story.target(1),
                1,
                state,
                "kim",
                detail,
                SAID_AT,
                SAID_AT.plusSeconds(2));
    }

    private JsonPath run() {
        return given().get("/api/v1/status/deployments/" + story.deployment(1) + "/targets/" + story.name(1))
                .jsonPath();
    }
}
