package io.drover.status.query;

import io.drover.status.projection.Freshness;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Holds who waits until databases have a version: an entry in a map, no thread and no connection. While there is anybody,
 * one thread of the process asks four times a second whether the views went on, whichever replica wrote them; only then
 * each question is answered anew, once for all who asked the same. Thread-safe.
 */
@ApplicationScoped
class Waiters {
    private static final Logger LOG = Logger.getLogger(Waiters.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Readiness readiness;
    private final ViewTags views;
    private final Freshness freshness;
    private final Map<Readiness.Question, Waiting> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "waiters");
        made.setDaemon(true);
        return made;
    });

    /** Set while somebody waits; the thread's own. */
    private ScheduledFuture<?> looking;

    Waiters(Readiness readiness, ViewTags views, Freshness freshness) {
        this.readiness = readiness;
        this.views = views;
        this.freshness = freshness;
    }

    private static final class Waiter {
        private final UniEmitter<? super WaitView> answer;
        private volatile ScheduledFuture<?> end;
        private volatile boolean gone;

        Waiter(UniEmitter<? super WaitView> answer) {
            this.answer = answer;
        }
    }

    /** Who asks the same, and what was last found out about it; the latter is the thread's own. */
    private static final class Waiting {
        private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
        private String asOf;
        private boolean reached;
        private DatabaseView.Counts counts;
    }

    /** The answer, as soon as there is one; at the latest when the time is over. */
    Uni<WaitView> await(Readiness.Question question, Duration longest) {
        return Uni.createFrom().emitter(answer -> {
            Waiter waiter = new Waiter(answer);
            answer.onTermination(() -> leave(question, waiter));
            thread.execute(() -> begin(question, waiter, longest));
        });
    }

    void onStop(@Observes ShutdownEvent stop) {
        thread.shutdownNow();
    }

    int size() {
        return waiting.values().stream().mapToInt(one -> one.waiters.size()).sum();
    }

    private void begin(Readiness.Question question, Waiter waiter, Duration longest) {
        waiter.end = thread.schedule(() -> end(question, waiter), longest.toMillis(), TimeUnit.MILLISECONDS);
        Waiting same = waiting.compute(question, (asked, known) -> {
            Waiting here = known == null ? new Waiting() : known;
            here.waiters.add(waiter);
            return here;
        });
        if (waiter.gone) {
            leave(question, waiter);
            return;
        }
        look();
        try {
            answer(question, same, views.progress());
        } catch (RuntimeException e) {
            LOG.debug("The views cannot be asked; they are again in a moment", e);
        }
    }

    private void look() {
        if (looking == null) {
            looking = thread.scheduleWithFixedDelay(
                    this::askWhetherViewsWentOn, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookNoMore() {
        if (waiting.isEmpty() && looking != null) {
            looking.cancel(false);
            looking = null;
        }
    }

    private void askWhetherViewsWentOn() {
        try {
            String now = views.progress();
            waiting.forEach((question, same) -> answer(question, same, now));
            lookNoMore();
        } catch (RuntimeException e) {
            LOG.debug("The views cannot be asked; they are again in a moment", e);
        }
    }

    /** Answers all of them when what they ask for is reached. */
    private void answer(Readiness.Question question, Waiting same, String now) {
        findOut(question, same, now);
        if (same.reached) {
            WaitView view = view(question, same);
            same.waiters.forEach(waiter -> waiter.answer.complete(view));
        }
    }

    private void findOut(Readiness.Question question, Waiting same, String now) {
        if (!now.equals(same.asOf)) {
            same.reached = readiness.reached(question);
            same.counts = null;
            same.asOf = now;
        }
    }

    private void end(Readiness.Question question, Waiter waiter) {
        Waiting same = waiting.getOrDefault(question, new Waiting());
        try {
            findOut(question, same, views.progress());
            waiter.answer.complete(view(question, same));
        } catch (RuntimeException e) {
            waiter.answer.fail(e);
        }
    }

    private WaitView view(Readiness.Question question, Waiting same) {
        Freshness.Stamp stamp = freshness.stamp();
        if (same.counts == null) {
            same.counts = readiness.count(question);
        }
        return new WaitView(same.reached, same.counts, stamp.asOf(), stamp.lag());
    }

    private void leave(Readiness.Question question, Waiter waiter) {
        waiter.gone = true;
        ScheduledFuture<?> end = waiter.end;
        if (end != null) {
            end.cancel(false);
        }
        waiting.computeIfPresent(question, (asked, same) -> {
            same.waiters.remove(waiter);
            return same.waiters.isEmpty() ? null : same;
        });
    }
}
