package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Drains the agent, so it has one of its own. */
@AgentTest
@TestProfile(DrainTest.AnAgentOfItsOwn.class)
class DrainTest extends RunningAgent {

    public static final class AnAgentOfItsOwn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("drover.drain-timeout", "PT40S");
        }
    }

    @Inject
    AgentRuns runs;

    @Test
    @DisplayName("P31 a leaving agent returns what it has not begun, waits for what runs, and begins nothing")
    void returnsWhatHasNotBegunAndWaitsForTheRest() throws Exception {
        AgentCommand running = Commands.apply(postgresUrl(), registry.hold("SELECT pg_advisory_lock(43);"));
        String digest = registry.hold("CREATE TABLE never (id int);");
        AgentCommand waitingForContent = Commands.apply(9_100, sqlite("drain1.db"), digest);
        AgentCommand waiting = Commands.apply(9_100, sqlite("drain1.db"), digest);
        AgentCommand late = Commands.apply(sqlite("drain2.db"), digest);
        CompletableFuture<Void> drained;
        try (Connection blocker = postgres()) {
            column(blocker, "SELECT pg_advisory_lock(43)");
            send(running);
            wire.await(running.ref().run(), RunStarted.class);
            wire.until("a run that has begun", () -> isBlocked(running, blocker));
            registry.stop();
            send(waitingForContent);
            wire.await(waitingForContent.ref().run(), RunStarted.class);
            send(waiting);
            wire.until("one that waits", () -> wire.lastBeat().runsWaiting().size() == 1);

            drained = CompletableFuture.runAsync(() -> runs.onStop(null));

            assertThat(wire.await(waiting.ref().run(), RunReturned.class).reason())
                    .isEqualTo(RunReturned.DRAINING);
            assertThat(wire.await(waitingForContent.ref().run(), RunReturned.class)
                            .reason())
                    .isEqualTo(RunReturned.DRAINING);
            assertThat(drained).isNotDone();
            wire.until(
                    "a beat that says so",
                    () -> wire.lastBeat().leaving()
                            && wire.lastBeat()
                                    .runsHeld()
                                    .equals(List.of(running.ref().run())));
            assertThat(wire.lastBeat().slots()).isZero();
            assertThat(wire.lastBeat().free()).isZero();
            send(late);
        }
        drained.get(30, TimeUnit.SECONDS);
        assertThat(wire.await(running.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(wire.events(late.ref().run())).noneMatch(RunFinished.class::isInstance);
        assertThat(tenants.resolve("drain2.db")).doesNotExist();
        registry.start();
    }
}
