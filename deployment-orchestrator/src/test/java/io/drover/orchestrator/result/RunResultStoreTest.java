package io.drover.orchestrator.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class RunResultStoreTest {
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock' AND query LIKE '%done_before%FOR UPDATE%' AND pid <> pg_backend_pid()";
    private static final String FREE =
            "SELECT count(*) FROM (SELECT id FROM run WHERE id = ? FOR UPDATE SKIP LOCKED) AS free";

    @Inject
    Traces traces;

    @Inject
    RunResultStore store;

    @Test
    void locksRunsInTheOrderOfTheirIds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (AgentStandIn agent = AgentStandIn.silent("order_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("order", 2)));
            Awaitility.await().until(() -> agent.commands().size() == 2);
            List<Long> runs = agent.commands().stream()
                    .map(command -> command.ref().run())
                    .sorted()
                    .toList();
            Future<Boolean> holder =
                    threads.submit(() -> QuarkusTransaction.requiringNew().call(() -> {
                        traces.number("SELECT id FROM run WHERE id = ? FOR UPDATE", runs.get(0));
                        held.countDown();
                        return release.await(60, TimeUnit.SECONDS);
                    }));
            assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();

            Future<Integer> found = threads.submit(() -> QuarkusTransaction.requiringNew()
                    .call(() ->
                            store.find(id, List.of(runs.get(1), runs.get(0))).size()));

            Awaitility.await().until(() -> traces.number(WAITING) == 1);
            assertThat(traces.number(FREE, runs.get(1))).isEqualTo(1);
            release.countDown();
            assertThat(found.get(30, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(holder.get(30, TimeUnit.SECONDS)).isTrue();
            agent.commands().forEach(command -> agent.say(AgentStandIn.succeeded(command)));
            Calls.awaitState(id, "SUCCEEDED");
        } finally {
            release.countDown();
            threads.shutdown();
        }
    }
}
