package io.drover.orchestrator.result;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunRef;
import io.drover.kit.event.DeadLetters;
import io.drover.kit.event.EventCodec;
import io.drover.kit.event.PollSpans;
import io.drover.kit.event.UndecodableEvent;
import io.drover.orchestrator.result.RunResults.Outcome;
import io.drover.orchestrator.result.RunResults.Received;
import io.drover.orchestrator.rollout.RolloutDriver;
import io.drover.orchestrator.rollout.RunDispatcher;
import io.drover.orchestrator.target.ServerIdentities;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads what agents say, a poll at a time, one transaction per deployment in it, in the order of their ids. What follows
 * from a result goes out at once. A database that is away makes it wait, not give up: the offsets are committed only
 * after everything of the poll is written.
 */
@ApplicationScoped
class RunEventConsumer {
    private static final Logger LOG = Logger.getLogger(RunEventConsumer.class);
    private static final int PAUSE_MS = 500;

    private final RunResults results;
    private final AnswersOfTargets answers;
    private final AnswersToResolutions resolutions;
    private final ServerIdentities identities;
    private final RunDispatcher dispatcher;
    private final RolloutDriver driver;
    private final DeadLetters deadLetters;
    private final PollSpans spans;
    private final CountDownLatch stopping = new CountDownLatch(1);

    RunEventConsumer(
            RunResults results,
            AnswersOfTargets answers,
            AnswersToResolutions resolutions,
            ServerIdentities identities,
            RunDispatcher dispatcher,
            RolloutDriver driver,
            DeadLetters deadLetters,
            PollSpans spans) {
        this.results = results;
        this.answers = answers;
        this.resolutions = resolutions;
        this.identities = identities;
        this.dispatcher = dispatcher;
        this.driver = driver;
        this.deadLetters = deadLetters;
        this.spans = spans;
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    @Incoming("run-events")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        try (PollSpans.Open unused = spans.open("settle", records)) {
            takeAll(records);
        }
    }

    private void takeAll(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        Map<Long, List<Received>> byDeployment = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            RunEvent event = read(record);
            if (event != null) {
                byDeployment
                        .computeIfAbsent(event.ref().deployment(), id -> new ArrayList<>())
                        .add(new Received(event, record.offset()));
            }
        }
        for (Map.Entry<Long, List<Received>> part : byDeployment.entrySet()) {
            untilWritten(() -> take(part.getKey(), part.getValue()));
        }
    }

    private RunEvent read(ConsumerRecord<String, byte[]> record) {
        try {
            return RunEvents.of(EventCodec.read(record));
        } catch (UndecodableEvent e) {
            deadLetters.put(record, e.getMessage()).join();
            return null;
        }
    }

    private void take(long deployment, List<Received> received) {
        List<RunEvent> events = received.stream().map(Received::event).toList();
        if (deployment == RunRef.NO_RUN) {
            answers.take(events);
        } else {
            Outcome outcome = results.take(deployment, received);
            dispatcher.send(outcome.claimed());
            driver.wakeWaiting(outcome.freedTargets(), deployment);
            resolutions.take(deployment, events);
        }
        identities.told(events);
    }

    private void untilWritten(Runnable taking) throws InterruptedException {
        while (true) {
            try {
                taking.run();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("Words of agents could not be written and are tried again: %s", e);
                if (stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }
}
