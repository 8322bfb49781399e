package io.drover.agent.apply;

import io.drover.agent.AgentConfig;
import io.drover.agent.ThisAgent;
import io.drover.agent.control.ControlGate;
import io.drover.agent.source.DirectoryContents;
import io.drover.agent.watch.RunWatch;
import io.drover.kit.event.DeadLetters;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The runs of this agent, and their end at shutdown (P31).
 *
 * <p>At SIGTERM the drain is the first thing that happens: nothing begins any more, what waits is given back, what runs
 * gets {@code drover.drain-timeout}. Meanwhile the consumer keeps its partitions and commits, the producer sends, the
 * heart beats; producer and channels close after it. What still runs then is left to the loss of the process: it was told
 * as started, and once it is silent for too long the orchestrator has the target asked what became of it (P21).
 */
@ApplicationScoped
public class AgentRuns {
    private static final Logger LOG = Logger.getLogger(AgentRuns.class);
    private static final int BEFORE_EVERYTHING_ELSE = 1;

    private final RunSlots slots;
    private final CommandRun.Parts parts;
    private final ControlGate gate;
    private final DirectoryContents contents;
    private final Duration drainTimeout;

    AgentRuns(
            AgentConfig config,
            ThisAgent agent,
            ApplyHandler apply,
            InspectHandler inspect,
            ResolveHandler resolve,
            ControlGate gate,
            RunEventEmitter emitter,
            DeadLetters deadLetters,
            DirectoryContents contents,
            RunWatch watch) {
        int size = config.agent().slots();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, size), named("run"));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(named("run-clock"));
        this.slots = new RunSlots(size, threads);
        this.parts = new CommandRun.Parts(agent, apply, inspect, resolve, gate, emitter, deadLetters, clock, watch);
        this.gate = gate;
        this.contents = contents;
        this.drainTimeout = config.drainTimeout();
        gate.onChange(slots::review);
    }

    /** Takes a command in; the stage completes when there is room for the next. */
    CompletionStage<Void> take(ConsumerRecord<String, byte[]> record, Runnable acknowledge) {
        return slots.admit(new CommandRun(record, acknowledge, parts));
    }

    /** Another agent has these partitions now, and gets what was not begun here from Kafka. */
    void forget(Collection<TopicPartition> lost) {
        slots.forget(work -> lost.contains(((CommandRun) work).partition()));
    }

    /** True from the begin of a clean shutdown on. */
    public boolean isLeaving() {
        return slots.capacity() == 0;
    }

    /** How many runs may be executed at once; 0 when the agent is leaving. */
    public int capacity() {
        return slots.capacity();
    }

    /** How many more runs could begin now: none while it is not known what people have said of their deployments. */
    public int free() {
        return gate.isOpen() ? slots.free() : 0;
    }

    /** Ids of the runs being executed. */
    public List<Long> held() {
        return slots.held();
    }

    /** Ids of the runs that were polled and have not begun. */
    public List<Long> waiting() {
        return slots.waiting();
    }

    void onStop(@Observes @Priority(BEFORE_EVERYTHING_ELSE) ShutdownEvent stop) {
        gate.leave();
        int returned = slots.drain();
        contents.giveUp();
        LOG.infof(
                "Leaving: returned=%d running=%d patience=%s",
                returned, slots.held().size(), drainTimeout);
        try {
            if (!slots.awaitIdle(drainTimeout)) {
                LOG.warnf("Leaving runs behind that take too long: runs=%s", slots.held());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
