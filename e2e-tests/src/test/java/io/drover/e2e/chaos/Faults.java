package io.drover.e2e.chaos;

import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does harm at random: every few seconds one fault, chosen by a seed, so that the same seed chooses the same faults. What
 * does not heal by itself is undone after a while. A fault that fails to be done is a fault of the test and ends it.
 */
final class Faults {
    /** What can happen, and how often in a hundred. */
    enum Kind {
        KILL(62),
        KILL_ALL_OF_A_SERVICE(8),
        RESTART(6),
        FREEZE(10),
        CUT_WIRE(4),
        SWALLOW(2),
        TERMINATE_SESSIONS(3),
        KILL_TENANT_SERVER(1),
        PAUSE(4);

        private final int share;

        Kind(int share) {
            this.share = share;
        }

        static Kind at(int hundredth) {
            int left = hundredth;
            for (Kind kind : values()) {
                left -= kind.share;
                if (left < 0) {
                    return kind;
                }
            }
            return KILL;
        }
    }

    private static final List<String> SERVICES =
            List.of(FaultStack.REGISTRY, FaultStack.ORCHESTRATOR, FaultStack.STATUS, FaultStack.AGENT);

    /** On a slow machine starting takes longer than the time between two kills; nothing would ever work. */
    private static final int MOST_DOWN = 3;

    private final FaultStack stack;
    private final Relay relay;
    private final List<String> reachedThroughRelay;
    private final Random random;
    private final int everyMillis;
    private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
    private final Set<String> frozen = ConcurrentHashMap.newKeySet();
    private int kills;
    private Phase phase;

    /** @param everyMillis mean time between two faults */
    Faults(FaultStack stack, Relay relay, List<String> reachedThroughRelay, long seed, int everyMillis) {
        this.stack = stack;
        this.relay = relay;
        this.reachedThroughRelay = reachedThroughRelay;
        this.random = new Random(seed);
        this.everyMillis = everyMillis;
    }

    /** One stretch of time in which faults happen to one deployment. */
    private final class Phase {
        private final ScheduledThreadPoolExecutor clock =
                new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
        private final List<Runnable> pending = new ArrayList<>();
        private final CompletableFuture<Void> failed = new CompletableFuture<>();
        private volatile Deployment deployment;

        /** The first fault comes soon, however quickly the deployment would be over. */
        void begin() {
            later(this::strike, random.nextInt(everyMillis / 4));
        }

        private void next() {
            later(this::strike, everyMillis / 2 + random.nextInt(everyMillis));
        }

        private void later(Runnable work, long millis) {
            Runnable guarded = () -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    failed.completeExceptionally(e);
                }
            };
            ScheduledFuture<?> unused = clock.schedule(guarded, millis, TimeUnit.MILLISECONDS);
        }

        private void strike() {
            Kind kind = Kind.at(random.nextInt(100));
            if (inflict(kind, this)) {
                done.merge(kind, 1, Integer::sum);
            }
            next();
        }

        /** Undone after some seconds, or when the phase ends. */
        void undoLater(int mostSeconds, Runnable undo) {
            pending.add(undo);
            later(() -> undo(undo), 1_000 + random.nextInt(mostSeconds * 1_000));
        }

        private void undo(Runnable undo) {
            if (pending.remove(undo)) {
                undo.run();
            }
        }

        /** Nothing more happens; what was being done is done. */
        void stop() throws InterruptedException {
            clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            clock.shutdown();
            if (!clock.awaitTermination(150, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a fault hangs");
            }
        }

        void undoTheRest() {
            List.copyOf(pending).forEach(this::undo);
            failed.complete(null);
            failed.join();
        }
    }

    /** From now on harm is done. */
    synchronized void start() {
        phase = new Phase();
        phase.begin();
    }

    /** What may be paused and resumed. */
    synchronized void on(Deployment deployment) {
        phase.deployment = deployment;
    }

    /** No more harm; returns when everything is whole again. */
    void stopAndHeal() throws InterruptedException {
        phase.stop();
        relay.heal();
        stack.postgres().part().awaitReady(Duration.ofSeconds(60));
        stack.heal();
        phase.undoTheRest();
    }

    /** False when there was nothing to do it to. */
    private boolean inflict(Kind kind, Phase now) {
        switch (kind) {
            case KILL:
                return withReady(part -> {
                    stack.kill(part);
                    kills++;
                });
            case KILL_ALL_OF_A_SERVICE:
                List<String> all = stack.partsOf(SERVICES.get(random.nextInt(SERVICES.size())));
                return withReady(
                        one -> all.stream().filter(stack.ready()::contains).forEach(part -> {
                            stack.kill(part);
                            kills++;
                        }));
            case RESTART:
                return withReady(stack::restart);
            case FREEZE:
                return withReady(part -> {
                    stack.freeze(part);
                    frozen.add(part);
                    now.undoLater(10, () -> {
                        frozen.remove(part);
                        stack.thaw(part);
                    });
                });
            case CUT_WIRE:
                relay.cut();
                now.undoLater(5, relay::heal);
                return true;
            case SWALLOW:
                relay.swallow();
                now.undoLater(5, relay::heal);
                return true;
            case TERMINATE_SESSIONS:
                return stack.postgres().part().pid().isPresent()
                        && reachedThroughRelay.stream()
                                        .limit(8)
                                        .mapToInt(this::terminate)
                                        .sum()
                                > 0;
            case KILL_TENANT_SERVER:
                stack.postgres().part().kill();
                kills++;
                return true;
            case PAUSE:
                if (now.deployment == null || now.deployment.pause().status() != 200) {
                    return false;
                }
                now.undoLater(4, now.deployment::resume);
                return true;
            default:
                throw new IllegalArgumentException("no such fault: " + kind);
        }
    }

    private int terminate(String tenant) {
        try {
            return stack.postgres().terminateSessions(tenant);
        } catch (IllegalStateException serverIsDown) {
            return 0;
        }
    }

    private boolean withReady(Consumer<String> harm) {
        List<String> ready = new ArrayList<>(stack.ready());
        ready.removeAll(frozen);
        if (stack.parts().size() - ready.size() >= MOST_DOWN) {
            return false;
        }
        harm.accept(ready.get(random.nextInt(ready.size())));
        return true;
    }

    /** Processes killed with -9 so far. */
    int kills() {
        return kills;
    }

    /** Faults so far, by kind. */
    Map<Kind, Integer> done() {
        return done;
    }
}
