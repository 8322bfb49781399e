package io.drover.agent.control;

import io.drover.contracts.RunRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whether a run may begin now (P20): its deployment was neither paused nor cancelled since its command was sent, as far as
 * an agent knows that has read the control topic to its end within the last second. While Kafka is away, nothing begins.
 *
 * <p>A process that was stopped, or a machine that slept, finds the gate shut when it wakes: both clocks must agree that
 * the last look is fresh, as the one that never jumps may stand still meanwhile. Thread-safe.
 */
public final class ControlGate {
    static final Duration FRESH = Duration.ofSeconds(1);

    private final LongSupplier nanoClock;
    private final LongSupplier wallClock;
    private final Map<Long, Long> epochs = new HashMap<>();
    private Moment readToItsEnd;
    private boolean leaving;
    private Runnable listener = () -> {};

    /** What the gate says of a run. */
    public enum Verdict {
        /** It may begin. */
        OPEN,
        /** It is not known whether it may: wait. */
        SHUT,
        /** Its deployment was paused or cancelled after its command was sent: never. */
        OLDER,
        /** The agent leaves: not here. */
        LEAVING
    }

    /** A point of time by both clocks. */
    record Moment(long nanos, long millis) {}

    ControlGate() {
        this(System::nanoTime, System::currentTimeMillis);
    }

    /**
     * @param nanoClock nanoseconds, never jumps
     * @param wallClock milliseconds, goes on while the machine sleeps
     */
    ControlGate(LongSupplier nanoClock, LongSupplier wallClock) {
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
    }

    /** Who wants to know when verdicts may have changed. Called on the thread that reads, without any lock. */
    public synchronized void onChange(Runnable changed) {
        listener = changed;
    }

    /** Now; to be taken before the topic is asked for its end. */
    Moment now() {
        return new Moment(nanoClock.getAsLong(), wallClock.getAsLong());
    }

    /** The deployment is in this epoch, or was: the highest counts. */
    synchronized void heard(long deployment, long epoch) {
        epochs.merge(deployment, epoch, Math::max);
    }

    /** The deployment has been over for so long that no command of it is left. */
    synchronized void forget(long deployment) {
        epochs.remove(deployment);
    }

    /** All that was said before this moment has been heard. */
    void readToItsEnd(Moment asked) {
        Runnable changed;
        synchronized (this) {
            readToItsEnd = asked;
            notifyAll();
            changed = listener;
        }
        changed.run();
    }

    /** From now on nothing begins, and nobody waits. */
    public synchronized void leave() {
        leaving = true;
        notifyAll();
    }

    /** What holds for a run now. */
    public synchronized Verdict judge(RunRef ref) {
        if (ref.epoch() < epochs.getOrDefault(ref.deployment(), 0L)) {
            return Verdict.OLDER;
        }
        if (leaving) {
            return Verdict.LEAVING;
        }
        return isFresh() ? Verdict.OPEN : Verdict.SHUT;
    }

    /** Waits as long as the gate is shut; never answers SHUT unless the thread is interrupted. */
    public synchronized Verdict await(RunRef ref) {
        Verdict verdict = judge(ref);
        while (verdict == Verdict.SHUT) {
            try {
                wait(FRESH.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return verdict;
            }
            verdict = judge(ref);
        }
        return verdict;
    }

    /** True when something that nobody has interfered with could begin now. */
    public synchronized boolean isOpen() {
        return !leaving && isFresh();
    }

    /** True once all of the topic was heard for the first time. */
    public synchronized boolean hasBeenRead() {
        return readToItsEnd != null;
    }

    private boolean isFresh() {
        return readToItsEnd != null
                && nanoClock.getAsLong() - readToItsEnd.nanos() < FRESH.toNanos()
                && wallClock.getAsLong() - readToItsEnd.millis() < FRESH.toMillis();
    }
}
