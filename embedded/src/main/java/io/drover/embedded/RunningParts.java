package io.drover.embedded;

import io.drover.embedded.part.Part;
import io.drover.embedded.part.StackException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The launched parts of a stack, stopped group by group. Once stopping has begun nothing more is launched. */
final class RunningParts {
    /** In the order in which they are stopped: who works first, what it works with last. */
    enum Group {
        AGENTS,
        SERVICES,
        GATEWAY,
        BACKING
    }

    private final Map<Group, List<Part>> groups = new EnumMap<>(Group.class);
    private final List<Part> inLaunchOrder = new ArrayList<>();
    private boolean stopping;

    synchronized void launch(Group group, List<Part> parts) {
        if (stopping) {
            throw new StackException("Stopped while starting.");
        }
        groups.put(group, parts);
        inLaunchOrder.addAll(parts);
        parts.forEach(Part::start);
    }

    synchronized List<Part> all() {
        return List.copyOf(inLaunchOrder);
    }

    /** Ends all, the parts of one group at the same time. */
    void stop() {
        List<List<Part>> order;
        synchronized (this) {
            stopping = true;
            order = List.copyOf(groups.values());
        }
        order.forEach(RunningParts::stopTogether);
    }

    private static void stopTogether(List<Part> parts) {
        List<Thread> threads = parts.stream()
                .map(part -> new Thread(part::stop, "stop-" + part.name()))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
