package io.drover.agent.apply;

import io.drover.contracts.RunRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Who runs and who waits: at most {@code slots} commands at once, those of one target one after the other in the order
 * of their arrival, and no more than {@code slots} waiting, so that the rest stays in Kafka for other agents. A command
 * for the very run that is here already is not done twice but shares its answer. Thread-safe; knows nothing of Kafka.
 */
final class RunSlots {

    /** One command on its way. */
    interface Work {
        /** Works with equal keys never overlap. */
        String key();

        /** What it is for; empty when nobody knows. */
        Optional<RunRef> run();

        /** Does it, on one of the threads. Must not throw. */
        void execute();

        /** It will not be done here: say so. */
        void giveBack();

        /** It is the same as another that is here already and ends when that one does. */
        void follow(Work same);
    }

    private final int slots;
    private final Executor threads;
    private final Map<String, Work> running = new HashMap<>();
    private final Deque<Work> waiting = new ArrayDeque<>();
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
    CompletionStage<Void> admit(Work work) {
        Work twin;
        synchronized (this) {
            twin = draining ? null : twinOf(work);
            if (!draining && twin == null) {
                waiting.add(work);
                begin();
                room = waiting.size() < slots ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
                return room;
            }
        }
        if (twin == null) {
            work.giveBack();
            return new CompletableFuture<>();
        }
        work.follow(twin);
        return CompletableFuture.completedFuture(null);
    }

    private Work twinOf(Work work) {
        if (work.run().isEmpty()) {
            return null;
        }
        Work atWork = running.get(work.key());
        if (atWork != null && atWork.run().equals(work.run())) {
            return atWork;
        }
        return waiting.stream()
                .filter(other -> other.run().equals(work.run()))
                .findFirst()
                .orElse(null);
    }

    private void begin() {
        Iterator<Work> next = waiting.iterator();
        while (next.hasNext() && running.size() < slots) {
            Work work = next.next();
            if (running.putIfAbsent(work.key(), work) == null) {
                next.remove();
                threads.execute(() -> toItsEnd(work));
            }
        }
    }

    private void toItsEnd(Work work) {
        try {
            work.execute();
        } finally {
            CompletableFuture<Void> thereIsRoom;
            synchronized (this) {
                running.remove(work.key());
                begin();
                thereIsRoom = waiting.size() < slots && !draining ? room : null;
                notifyAll();
            }
            if (thereIsRoom != null) {
                thereIsRoom.complete(null);
            }
        }
    }

    /** Drops works that have not begun, without a word: somebody else got them. */
    void forget(Predicate<Work> whose) {
        CompletableFuture<Void> thereIsRoom;
        synchronized (this) {
            waiting.removeIf(whose);
            thereIsRoom = waiting.size() < slots && !draining ? room : null;
        }
        if (thereIsRoom != null) {
            thereIsRoom.complete(null);
        }
    }

    /** From now on nothing begins; what waits is given back. Returns how many that were. */
    int drain() {
        List<Work> unbegun;
        synchronized (this) {
            draining = true;
            unbegun = List.copyOf(waiting);
            waiting.clear();
        }
        unbegun.forEach(Work::giveBack);
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

    /** How many runs may begin: none any more while draining. */
    synchronized int capacity() {
        return draining ? 0 : slots;
    }

    /** How many more runs may begin now. */
    synchronized int free() {
        return draining ? 0 : slots - running.size();
    }

    /** Ids of the runs being executed. */
    synchronized List<Long> held() {
        return ids(new ArrayList<>(running.values()));
    }

    /** Ids of the runs that were taken in and have not begun. */
    synchronized List<Long> waiting() {
        return ids(new ArrayList<>(waiting));
    }

    private static List<Long> ids(List<Work> works) {
        return works.stream()
                .flatMap(work -> work.run().stream())
                .map(RunRef::run)
                .sorted()
                .toList();
    }
}
