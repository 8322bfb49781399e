package io.drover.status.live;

import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.Event;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunProgressed;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned;
import io.drover.status.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A deployment to many targets, every tenth of which fails. */
final class Burst {
    private static final AtomicLong NUMBERS = new AtomicLong(1_000);

    private final long number = NUMBERS.incrementAndGet();
    private final int runs;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(60);

    Burst(int runs) {
        this.runs = runs;
    }

    long deployment() {
        return number * 1_000_000;
    }

    DeploymentCreated created() {
        return new DeploymentCreated(
                deployment(),
                1,
                "burst-" + number,
                1,
                "content",
                null,
                "prod",
                runs,
                50,
                null,
                "{}",
                "CLI",
                "1",
                "anonymous",
                began,
                false);
    }

    RunsPlanned planned() {
        List<RunsPlanned.PlannedRun> planned = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            planned.add(new RunsPlanned.PlannedRun(
                    deployment() + i, deployment() + i, "burst_" + number + "_" + i, "all", i, 1, 1));
        }
        return new RunsPlanned(deployment(), 2, "burst-" + number, "content", planned);
    }

    /** Leaves the tables as small as they were: how a query goes depends on it. */
    void forget(Sql sql) {
        List.of("run", "attempt", "run_count")
                .forEach(table -> sql.update("DELETE FROM " + table + " WHERE deployment = ?", deployment()));
        sql.update("DELETE FROM database WHERE directory = ?", "burst-" + number);
        sql.update("DELETE FROM knowledge WHERE directory = ?", "burst-" + number);
        sql.update("DELETE FROM sighting WHERE directory = ?", "burst-" + number);
    }

    /** So many events at least, of all runs by turns; the last of each ends it. */
    Event[] events(int count) {
        List<Event> events = new ArrayList<>();
        int rounds = Math.max(2, count / runs);
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < runs; i++) {
                events.add(event(i, round, rounds));
            }
        }
        return events.toArray(Event[]::new);
    }

    private Event event(int i, int round, int rounds) {
        RunRef ref = new RunRef(deployment(), deployment() + i, deployment() + i, 1, 1, 0);
        Instant at = began.plusMillis(round);
        if (round == 0) {
            return new RunStarted(ref, "agent-1", "host", at);
        }
        if (round < rounds - 1) {
            return new RunProgressed(ref, "agent-1", "1", round, rounds, 0, 1, at);
        }
        return new RunFinished(
                ref,
                "agent-1",
                i % 10 == 0 ? RunState.FAILED : RunState.SUCCEEDED,
                null,
                "burst-" + number,
                "content",
                null,
                "1",
                "1",
                i % 10 != 0,
                List.of(),
                null,
                began,
                at,
                null);
    }
}
