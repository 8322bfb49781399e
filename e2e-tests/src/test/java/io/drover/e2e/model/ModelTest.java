package io.drover.e2e.model;

import io.drover.e2e.model.History.Kind;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The production decisions of orchestrator and views against simulated agents, targets and topics that die, freeze, lose,
 * repeat, delay and reorder, in simulated time. Every history is held against every rule, see {@link Rules} and {@link
 * Ending}; each property has histories in which its own rule is in most danger. A failure shows its seed, the smallest
 * history that was found, and what happened in it. {@code -Dmodel.tries} says how many histories each property gets.
 */
class ModelTest {
    private static void happens(History history) {
        try {
            new Simulation(history, false).run();
        } catch (AssertionError broken) {
            new Simulation(history, true).run();
            throw broken;
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("P13 P14 P15 P16 views show what the orchestrator has, in whatever order things are heard, and settle")
    void viewsAgree(@ForAll("repetitions") History history) {
        happens(history);
    }

    @Provide
    Arbitrary<History> repetitions() {
        return Histories.with(Kind.REPEAT_RESULT, Kind.REWIND_RESULTS, Kind.REPEAT_COMMAND, Kind.RETRY);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("P17 maxParallel and perServer are never exceeded")
    void limitsAreKept(@ForAll("moves") History history) {
        happens(history);
    }

    @Provide
    Arbitrary<History> moves() {
        return Histories.with(Kind.REBALANCE, Kind.DRAIN_AGENT, Kind.REPEAT_COMMAND, Kind.PAUSE, Kind.RESUME);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("P18 with budget f and parallelism c at most f + c targets fail, and counters are the states")
    void budgetsAreKept(@ForAll("failures") History history) {
        happens(history);
    }

    @Provide
    Arbitrary<History> failures() {
        return Histories.with(Kind.RETRY, Kind.RESUME, Kind.TARGET_DOWN, Kind.KILL_AT_STEP);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("P19 what is sent again is the same attempt")
    void sameAttempt(@ForAll("deadReplicas") History history) {
        happens(history);
    }

    @Provide
    Arbitrary<History> deadReplicas() {
        return Histories.with(
                Kind.KILL_AFTER_COMMIT, Kind.KILL_REPLICA, Kind.FREEZE_REPLICA, Kind.KAFKA_AWAY, Kind.REWIND_BEATS);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("P20 nothing begins later than two seconds after a pause or a cancel")
    void nothingBegins(@ForAll("interference") History history) {
        happens(history);
    }

    @Provide
    Arbitrary<History> interference() {
        return Histories.with(
                Kind.PAUSE, Kind.RESUME, Kind.CANCEL, Kind.REPEAT_COMMAND, Kind.FREEZE_AGENT, Kind.FREEZE_REPLICA);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("P21 no further attempt before the target was asked, and every history ends in what is true")
    void lostRunsAreFound(@ForAll("losses") History history) {
        happens(history);
    }

    @Provide
    Arbitrary<History> losses() {
        return Histories.with(Kind.KILL_AGENT, Kind.KILL_MACHINE, Kind.FREEZE_AGENT, Kind.KILL_AT_STEP, Kind.DEAF);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("P22 still running is no failure, and no migration is committed twice")
    void stillRunningIsNoFailure(@ForAll("orphans") History history) {
        happens(history);
    }

    @Provide
    Arbitrary<History> orphans() {
        return Histories.with(Kind.CUT, Kind.KILL_MACHINE, Kind.REBALANCE, Kind.REPEAT_COMMAND, Kind.FREEZE_AGENT);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("P23 one active deployment for each target, in the order of their ids")
    void deploymentsTakeTurns(@ForAll("anything") History history) {
        happens(history);
    }

    @Provide
    Arbitrary<History> anything() {
        return Histories.with();
    }
}
