package io.drover.engine.apply;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Tries again what somebody else's locks ended: lock timeouts, deadlocks, failed serialization, a busy SQLite file. Only
 * what is known to have had no effect says of itself that it may be tried again.
 */
final class LockRetries {

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 8_000;

    private final Session session;
    private final int tries;
    private final Consumer<EngineEvent> events;

    LockRetries(Session session, int tries, Consumer<EngineEvent> events) {
        this.session = session;
        this.tries = tries;
        this.events = events;
    }

    /**
     * How one try ended.
     *
     * @param problem null when it went well
     * @param passing true when nothing of it has stayed and a later try may go better
     */
    record Try(Problem problem, boolean passing) {
        static final Try WELL = new Try(null, false);
    }

    /**
     * Tries until it goes well, fails for another reason, or was tried often enough; null when it went well.
     *
     * @param fileName the file it is about, null for none
     * @param once makes the try of this number
     */
    Problem run(String fileName, IntFunction<Try> once) {
        for (int number = 1; ; number++) {
            Try made;
            List<BlockingSession> blockers;
            // The first try costs nothing more: who is in the way is looked for once somebody is.
            try (BlockerWatch watch = number > 1 || tries == 1 ? session.watch() : BlockerWatch.BLIND) {
                made = once.apply(number);
                blockers = watch.seen();
            }
            Problem problem = made.problem();
            if (problem == null || !made.passing()) {
                return problem;
            }
            Problem told =
                    problem instanceof Problem.StatementFailed failed ? failed.afterTries(number, blockers) : problem;
            long pause = pauseAfter(number);
            if (number == tries) {
                return told;
            }
            events.accept(new EngineEvent.Retrying(
                    fileName,
                    problem.version(),
                    problem.statement(),
                    number,
                    tries,
                    Duration.ofMillis(pause),
                    problem.message(),
                    blockers));
            if (!pauses(pause)) {
                return told;
            }
        }
    }

    /** Grows, and differs among those that failed together, so that they do not meet again. */
    private static long pauseAfter(int number) {
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(number - 1, 10));
        return ThreadLocalRandom.current().nextLong(pause, 2 * pause);
    }

    /** False when this thread is interrupted: then nobody waits any longer. */
    private static boolean pauses(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
