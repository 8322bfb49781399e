package io.drover.orchestrator.rollout;

import io.drover.contracts.RunCounts;
import io.drover.contracts.RunState;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * How many runs of a deployment are in which state. Kept on the deployment's row and changed only while that row is
 * locked, so that a decision costs one row however many runs there are.
 */
@Embeddable
public class Tally {
    public int pending;
    public int queued;
    public int running;
    public int succeeded;

    @Column(name = "no_action")
    public int noAction;

    public int failed;
    public int unreachable;
    public int unknown;
    public int skipped;
    public int cancelled;

    /** Some runs went from one state to another. */
    public void move(RunState from, RunState to, int runs) {
        add(from, -runs);
        add(to, runs);
    }

    /** Some runs more, or with a negative number less, are in a state. */
    public void add(RunState state, int runs) {
        switch (state) {
            case PENDING -> pending += runs;
            case QUEUED -> queued += runs;
            case RUNNING -> running += runs;
            case SUCCEEDED -> succeeded += runs;
            case NO_ACTION -> noAction += runs;
            case FAILED -> failed += runs;
            case UNREACHABLE -> unreachable += runs;
            case UNKNOWN -> unknown += runs;
            case SKIPPED -> skipped += runs;
            case CANCELLED -> cancelled += runs;
        }
    }

    /** Runs that hold a slot. */
    public int inFlight() {
        return queued + running + unknown;
    }

    /** True while a run waits or flies. */
    boolean isOpen() {
        return pending > 0 || inFlight() > 0;
    }

    /** Runs that went wrong. */
    public int wrong() {
        return failed + unreachable;
    }

    /** Runs that are over. */
    public int settled() {
        return total() - pending - inFlight();
    }

    public int total() {
        return pending + inFlight() + succeeded + noAction + failed + unreachable + skipped + cancelled;
    }

    public RunCounts counts() {
        return new RunCounts(
                total(),
                pending,
                queued,
                running,
                succeeded,
                noAction,
                failed,
                unreachable,
                unknown,
                skipped,
                cancelled);
    }
}
