package io.drover.status.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.status.projection.Change;
import io.drover.status.projection.Freshness;
import io.drover.status.query.DeploymentNumbers;
import io.drover.status.query.DeploymentView;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells all listeners of this replica what changes, at most twice a second. One thread does it however many listen; the
 * event loop writes. What changed in between is merged, the numbers are read once for all, and a text is made once for
 * each audience. Whoever reads slowly is owed a merged, bounded rest and gets it when it has read.
 */
@ApplicationScoped
class Broadcast {
    private static final Logger LOG = Logger.getLogger(Broadcast.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long HEARTBEAT_SECONDS = 15;

    private final Changes changes;
    private final DeploymentNumbers numbers;
    private final Freshness freshness;
    private final ObjectMapper json;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "broadcast");
        made.setDaemon(true);
        return made;
    });

    private final Future<?> heartbeats;
    private final Set<Listener> listeners = new LinkedHashSet<>();
    private Change fresh = Change.NOTHING;
    private volatile long position;
    private boolean planned;
    private long toldAt = System.nanoTime() - PAUSE_NANOS;
    private volatile int open;

    Broadcast(Changes changes, DeploymentNumbers numbers, Freshness freshness, ObjectMapper json) {
        this.changes = changes;
        this.numbers = numbers;
        this.freshness = freshness;
        this.json = json;
        heartbeats = thread.scheduleAtFixedRate(
                guarded(() -> listeners.forEach(listener -> listener.keepOpen(position))),
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent stop) {
        heartbeats.cancel(false);
        soon(() -> List.copyOf(listeners).forEach(Listener::end));
        thread.shutdown();
    }

    /** How many listen. */
    int listeners() {
        return open;
    }

    /** The id up to which it has heard, 0 before it has. */
    long position() {
        return position;
    }

    /**
     * A stream for one listener; it joins when it subscribes.
     *
     * @param after the last id it was told, null when it begins now
     */
    Multi<Signal> listen(Audience audience, Long after) {
        return Multi.createFrom()
                .emitter(emitter -> soon(() -> join(audience, after, emitter)), BackPressureStrategy.ERROR);
    }

    /** A change was committed, or what was is not known and is everything. Thread-safe. */
    void take(long id, Change change) {
        soon(() -> {
            position = id;
            if (!listeners.isEmpty()) {
                fresh = fresh.and(change);
                plan();
            }
        });
    }

    private void join(Audience audience, Long after, MultiEmitter<? super Signal> emitter) {
        Listener listener = new Listener(audience, emitter);
        try {
            if (after != null) {
                listener.owe(audience.part(changes.between(after, position)));
            }
        } catch (RuntimeException e) {
            LOG.warnf("A listener could not join and comes again: %s", e);
            listener.fail(e);
            return;
        }
        spread();
        listeners.add(listener);
        open = listeners.size();
        emitter.onTermination(() -> soon(() -> forget(listener)));
        emitter.onRequest(more -> soon(() -> wake(listener)));
        // a browser that comes again goes on from what it knows, until it was told what it missed
        listener.greet(listener.untold().isNothing() ? position : after);
        wake(listener);
    }

    private void wake(Listener listener) {
        listener.wake();
        if (!listener.untold().isNothing()) {
            plan();
        }
    }

    private void forget(Listener listener) {
        listeners.remove(listener);
        open = listeners.size();
    }

    private void plan() {
        if (!planned && !thread.isShutdown()) {
            planned = true;
            long wait = Math.max(0, toldAt + PAUSE_NANOS - System.nanoTime());
            Future<?> unused = thread.schedule(guarded(this::tell), wait, TimeUnit.NANOSECONDS);
        }
    }

    /** Everybody owes from now on what was taken up to now. */
    private void spread() {
        if (fresh.isNothing()) {
            return;
        }
        Map<Audience, Change> parts = new HashMap<>();
        Change change = fresh;
        listeners.forEach(listener -> listener.owe(parts.computeIfAbsent(listener.audience(), to -> to.part(change))));
        fresh = Change.NOTHING;
    }

    private void tell() {
        planned = false;
        long now = System.nanoTime();
        toldAt = now;
        spread();
        List<Listener> due = listeners.stream().filter(Listener::isDue).toList();
        Set<Long> wanted = new HashSet<>();
        due.forEach(listener -> wanted.addAll(listener.untold().deployments().keySet()));
        try {
            Map<Long, DeploymentView> views = numbers.of(wanted);
            Map<Said, Signal> said = new HashMap<>();
            for (Listener listener : due) {
                if (!listener.untold().everything()) {
                    listener.tell(said.computeIfAbsent(
                            new Said(listener.audience(), listener.untold()), once -> signal(listener, views)));
                } else if (listener.mayBeReset(now)) {
                    listener.reset(Signal.reset(position), now);
                } else {
                    plan();
                }
            }
        } catch (RuntimeException e) {
            LOG.warnf("Listeners could not be told what changed and are told later: %s", e);
            plan();
        }
    }

    /** Listeners of one audience that are owed the same are told with the same text. */
    private record Said(Audience audience, Change change) {}

    private Signal signal(Listener listener, Map<Long, DeploymentView> views) {
        try {
            Message message = Message.of(listener.audience(), listener.untold(), views, freshness.stamp());
            return Signal.change(position, json.writeValueAsString(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A change cannot be written as JSON", e);
        }
    }

    /** On the one thread; after the end there is nobody to tell. */
    private void soon(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The service stops", e);
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("Listeners were not told", e);
            }
        };
    }
}
