package io.drover.agent.apply;

import io.drover.agent.control.ControlGate.Verdict;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who runs and who waits: at most {@code slots} commands at once, those of one target one after the other in the order
 * of their arrival, and no more than {@code slots} waiting, so that the rest stays in Kafka for other agents. Thread-safe;
 * knows nothing of Kafka.
 *
 * <p>A command for the very run that is here already is not done twice but shares its answer; whoever asks what became of
 * a run that is here is told so at once. A resolution executes no run, so it is no answer to that question. What waits begins only when the gate is open for it; what the gate will never
 * let through is given back.
 */
final class RunSlots {

    private final int slots;
    private final Executor threads;
    private final Map<String, RunWork> running = new HashMap<>();
    private final Deque<RunWork> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private boolean draining;

    /**
     * @param slots 1 or more
     * @param threads at least {@code slots} of them
     */
    RunSlots(int slots, Executor threads) {
        if (slots < 1) {
            throw new IllegalArgumentException("drover.agent.slots is " + slots + "; it has to be 1 or more");
        }
        this.slots = slots;
        this.threads = threads;
    }

    /** Takes a work in; the stage completes when there is room for the next, never once the agent drains. */
    CompletionStage<Void> admit(RunWork work) {
        RunWork twin;
        RunWork here;
        String back;
        synchronized (this) {
            twin = find(other -> isTwin(work, other));
            here = find(other -> work.isInspection() && isOfSameRun(work, other));
            back = draining ? RunReturned.DRAINING : work.verdict() == Verdict.OLDER ? RunReturned.OLDER_EPOCH : null;
            if (twin == null && here == null && back == null) {
                waiting.add(work);
                begin();
                room = waiting.size() < slots ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
                return room;
            }
        }
        if (here != null) {
            work.isHere(here);
        } else if (twin != null) {
            work.follow(twin);
        } else {
            work.giveBack(back);
        }
        return draining() ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    private RunWork find(Predicate<RunWork> wanted) {
        return Stream.concat(running.values().stream(), waiting.stream())
                .filter(wanted)
                .findFirst()
                .orElse(null);
    }

    private static boolean isTwin(RunWork work, RunWork other) {
        return work.run().isPresent() && work.run().equals(other.run()) && work.isInspection() == other.isInspection();
    }

    private static boolean isOfSameRun(RunWork work, RunWork other) {
        return !other.isInspection()
                && work.run().isPresent()
                && other.run().isPresent()
                && work.run().get().run() == other.run().get().run()
                && work.run().get().run() != RunRef.NO_RUN;
    }

    private void begin() {
        Iterator<RunWork> next = waiting.iterator();
        while (next.hasNext() && running.size() < slots && !draining) {
            RunWork work = next.next();
            if (!running.containsKey(work.key()) && work.verdict() == Verdict.OPEN) {
                running.put(work.key(), work);
                next.remove();
                threads.execute(() -> toItsEnd(work));
            }
        }
    }

    /** Verdicts may have changed: what may begin now begins, what never may is given back. */
    void review() {
        List<RunWork> old;
        CompletableFuture<Void> thereIsRoom;
        synchronized (this) {
            old = waiting.stream()
                    .filter(work -> work.verdict() == Verdict.OLDER)
                    .toList();
            waiting.removeAll(old);
            begin();
            thereIsRoom = roomForMore();
        }
        old.forEach(work -> work.giveBack(RunReturned.OLDER_EPOCH));
        thereIsRoom.complete(null);
    }

    /** What to complete now that places may have become free; nobody waits for it when none has. */
    private CompletableFuture<Void> roomForMore() {
        return waiting.size() < slots && !draining ? room : new CompletableFuture<>();
    }

    private void toItsEnd(RunWork work) {
        try {
            work.execute();
        } finally {
            CompletableFuture<Void> thereIsRoom;
            synchronized (this) {
                running.remove(work.key());
                begin();
                thereIsRoom = roomForMore();
                notifyAll();
            }
            thereIsRoom.complete(null);
        }
    }

    /** Drops works that have not begun, without a word: somebody else got them. */
    void forget(Predicate<RunWork> whose) {
        CompletableFuture<Void> thereIsRoom;
        synchronized (this) {
            waiting.removeIf(whose);
            thereIsRoom = roomForMore();
        }
        thereIsRoom.complete(null);
    }

    /** From now on nothing begins; what waits is given back. Returns how many that were. */
    int drain() {
        List<RunWork> unbegun;
        synchronized (this) {
            draining = true;
            unbegun = List.copyOf(waiting);
            waiting.clear();
        }
        unbegun.forEach(work -> work.giveBack(RunReturned.DRAINING));
        return unbegun.size();
    }

    /** Waits until nothing runs; false when something still does after the timeout. */
    synchronized boolean awaitIdle(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!running.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private synchronized boolean draining() {
        return draining;
    }

    /** How many runs may begin: none any more while draining. */
    synchronized int capacity() {
        return draining ? 0 : slots;
    }

    /** How many more runs may begin now. */
    synchronized int free() {
        return draining ? 0 : slots - running.size();
    }

    /** Ids of the runs being executed, inspections left out. */
    synchronized List<Long> held() {
        return ids(new ArrayList<>(running.values()));
    }

    /** Ids of the runs that were taken in and have not begun, inspections left out. */
    synchronized List<Long> waiting() {
        return ids(new ArrayList<>(waiting));
    }

    private static List<Long> ids(List<RunWork> works) {
        return works.stream()
                .filter(work -> !work.isInspection())
                .flatMap(work -> work.run().stream())
                .map(RunRef::run)
                .filter(run -> run != RunRef.NO_RUN)
                .sorted()
                .toList();
    }
}
