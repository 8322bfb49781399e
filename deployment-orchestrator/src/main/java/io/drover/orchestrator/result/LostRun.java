package io.drover.orchestrator.result;

import io.drover.contracts.RunError;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunState;
import java.time.Duration;
import java.time.Instant;

/**
 * The way of a run of which nobody hears any more (P21): UNKNOWN, its target is asked until it answers, and only its
 * answer decides. Done: then it has succeeded. Not done and nobody at it: the next attempt, three times at most. Still at
 * it: asked again. No answer: asked again until the patience is over, then UNREACHABLE.
 *
 * <p>Any answer may come twice or late. It is taken only while the run is UNKNOWN in that attempt; one that is older than
 * the last loss of the same attempt may lead to the next attempt too early, which then finds the target's lock held or the
 * work done.
 */
final class LostRun {
    static final int MOST_ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private LostRun() {}

    /** Nobody has vouched for a run that was under way. */
    static RunRow lost(RunRow run, Instant now) {
        if (run.state() != RunState.RUNNING) {
            return run;
        }
        return run.with(draft -> {
            draft.state = RunState.UNKNOWN;
            draft.lostAt = now;
            draft.inspectAt = now;
            draft.inspections = 0;
        });
    }

    /** An agent vouches for a run that was taken for lost. */
    static RunRow revived(RunRow run) {
        if (run.state() != RunState.UNKNOWN) {
            return run;
        }
        return run.with(draft -> {
            draft.state = RunState.RUNNING;
            draft.lostAt = null;
            draft.inspectAt = null;
            draft.inspections = 0;
        });
    }

    /** When the target is asked again after it was asked so often. */
    static Duration pauseAfter(int inspections) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(inspections, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** The run after its target's answer. */
    static RunRow after(RunRow run, RunInspected answer, Circumstances circumstances) {
        if (run.state() != RunState.UNKNOWN) {
            return run;
        }
        return switch (answer.finding()) {
            case STILL_RUNNING -> later(run, circumstances.now());
            case UNREACHABLE -> unreachable(run, answer, circumstances);
            case DONE -> done(run, answer);
            case OPEN -> open(run, circumstances);
        };
    }

    private static RunRow later(RunRow run, Instant now) {
        return run.with(draft -> draft.inspectAt = now.plus(pauseAfter(run.inspections())));
    }

    private static RunRow unreachable(RunRow run, RunInspected answer, Circumstances circumstances) {
        Instant end = run.lostAt().plus(circumstances.unreachableFor());
        if (circumstances.now().isBefore(end)) {
            return later(run, circumstances.now());
        }
        return run.become(RunState.UNREACHABLE, draft -> {
            draft.agent = answer.agent();
            draft.error = answer.error();
            draft.startedAt = run.startedAt();
            draft.finishedAt = answer.at();
        });
    }

    /** By P14 nothing pending is this run's success when an attempt that never reported may have done it. */
    private static RunRow done(RunRow run, RunInspected answer) {
        return run.become(RunState.SUCCEEDED, draft -> {
            draft.reason = RunRow.RECONCILED;
            draft.agent = answer.agent();
            draft.from = answer.from();
            draft.to = answer.current();
            draft.startedAt = run.startedAt();
            draft.finishedAt = answer.at();
        });
    }

    private static RunRow open(RunRow run, Circumstances circumstances) {
        Instant now = circumstances.now();
        int lost = run.lost() + 1;
        if (circumstances.cancelling()) {
            return run.become(RunState.CANCELLED, draft -> {
                draft.reason = "cancelled";
                draft.lost = lost;
                draft.finishedAt = now;
            });
        }
        if (lost >= MOST_ATTEMPTS) {
            return run.become(RunState.FAILED, draft -> {
                draft.reason = "agent-lost";
                draft.lost = lost;
                draft.error = agentLost(run, lost);
                draft.startedAt = run.startedAt();
                draft.finishedAt = now;
            });
        }
        return run.become(RunState.PENDING, draft -> {
            draft.lost = lost;
            draft.attempt = run.attempt() + 1;
        });
    }

    private static RunError agentLost(RunRow run, int lost) {
        String last = run.agent() == null ? "" : ", the last one " + run.agent();
        return RunError.of(
                "agent-lost",
                lost + " agents went silent while they executed this run" + last
                        + "; the target was asked: the migration is not applied and nobody is at it",
                "look into the logs of the agents and of the database around that time, then retry the deployment");
    }
}
