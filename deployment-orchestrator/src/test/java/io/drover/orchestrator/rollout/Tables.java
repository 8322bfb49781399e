package io.drover.orchestrator.rollout;

import io.drover.contracts.RunState;
import io.drover.orchestrator.result.RunRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The orchestrator's tables as plain objects: what the stores of a simulated orchestrator share. Every change is a
 * transaction of its own, as each is made under the row of its deployment. Not thread-safe.
 */
public final class Tables {
    public final InstantSource clock;
    public final SortedMap<Long, Target> targets = new TreeMap<>();
    public final SortedMap<Long, Deployment> deployments = new TreeMap<>();
    public final SortedMap<Long, Run> runs = new TreeMap<>();
    public final Map<String, Agent> agents = new LinkedHashMap<>();
    public Instant heardAt = Instant.EPOCH;
    public Instant since = Instant.EPOCH;

    public Tables(InstantSource clock) {
        this.clock = clock;
    }

    /** A target; {@code server} null for a file. */
    public static final class Target {
        public final long id;
        public final String server;
        public final String pool;
        public long lastRunSeq;

        public Target(long id, String server, String pool) {
            this.id = id;
            this.server = server;
            this.pool = pool;
        }

        public String name() {
            return "tenant_" + id;
        }
    }

    /** A run with what only claims and signs of life need. */
    public static final class Run {
        public final long deployment;
        public final int position;
        public final Target target;
        public RunRow row;
        public int sending;
        public Instant claimedAt;
        public Instant sentAt;
        public Instant signAt;

        public Run(long deployment, int position, Target target, RunRow row) {
            this.deployment = deployment;
            this.position = position;
            this.target = target;
            this.row = row;
        }

        public RunState state() {
            return row.state();
        }

        boolean isOpen() {
            return !row.state().isTerminal();
        }
    }

    /** The newest beat of an agent. */
    public record Agent(String pool, int free, boolean leaving, Instant beatAt) {}

    /** Whether nobody has vouched for a run for longer than that, as far as anybody could be heard. */
    public boolean isSilent(Run run, Duration patience) {
        Instant from = run.signAt == null || run.signAt.isBefore(since) ? since : run.signAt;
        return Duration.between(from, heardAt).compareTo(patience) > 0;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Runs of a deployment in the order of their ids. */
    public Stream<Run> of(long deployment) {
        return runs.values().stream().filter(run -> run.deployment == deployment);
    }

    Stream<Run> of(long deployment, RunState state) {
        return of(deployment).filter(run -> run.state() == state);
    }

    /** Puts a row in place of another, within what the database's own indexes allow. */
    public void write(Run run, RunRow row) {
        boolean takesOff = row.state().holdsSlot() && !run.state().holdsSlot();
        if (takesOff
                && runs.values().stream()
                        .anyMatch(other ->
                                other.target == run.target && other.state().holdsSlot())) {
            throw new IllegalStateException("run_one_in_flight: a second run in flight on target " + run.target.id);
        }
        run.row = row;
    }
}
