package io.drover.status.live;

import io.drover.status.projection.Change;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * One open stream and what it was not told yet, which is merged and bounded however slowly it reads. Used on the thread of
 * {@link Broadcast} only.
 */
final class Listener {
    private static final long RESET_PAUSE_NANOS = 5_000_000_000L;

    private final Audience audience;
    private final MultiEmitter<? super Signal> emitter;
    private Signal greeting;
    private Change untold = Change.NOTHING;
    private boolean wasReset;
    private long resetAt;

    Listener(Audience audience, MultiEmitter<? super Signal> emitter) {
        this.audience = audience;
        this.emitter = emitter;
    }

    Audience audience() {
        return audience;
    }

    /** The first it is told: where it goes on should it have to come again at once. */
    void greet(long id) {
        greeting = Signal.hello(id);
        wake();
    }

    /** It reads. */
    void wake() {
        if (greeting != null && emitter.requested() > 0) {
            Signal first = greeting;
            greeting = null;
            emitter.emit(first);
        }
    }

    /** @param part of what changed, as far as it concerns its audience */
    void owe(Change part) {
        untold = untold.and(part);
    }

    Change untold() {
        return untold;
    }

    /** Whether it has read what it was sent, and there is more. */
    boolean isDue() {
        return greeting == null && !untold.isNothing() && emitter.requested() > 0;
    }

    /** Loading everything is dear: it is not asked for again at once. */
    boolean mayBeReset(long now) {
        return !wasReset || now - resetAt >= RESET_PAUSE_NANOS;
    }

    void reset(Signal signal, long now) {
        wasReset = true;
        resetAt = now;
        tell(signal);
    }

    void tell(Signal signal) {
        untold = Change.NOTHING;
        emitter.emit(signal);
    }

    /** Something to keep the connection open, unless it has not even read the last. */
    void keepOpen(long id) {
        if (greeting == null && emitter.requested() > 0) {
            emitter.emit(Signal.heartbeat(untold.isNothing() ? id : null));
        }
    }

    void end() {
        emitter.complete();
    }

    void fail(RuntimeException failure) {
        emitter.fail(failure);
    }
}
