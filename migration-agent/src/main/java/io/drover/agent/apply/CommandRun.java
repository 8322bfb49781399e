package io.drover.agent.apply;

import io.drover.agent.ThisAgent;
import io.drover.agent.apply.ReceivedCommand.Readable;
import io.drover.agent.apply.ReceivedCommand.Unreadable;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.kit.event.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One command from its arrival to its acknowledgement. It is acknowledged when Kafka has its first event and never
 * before (P11): whoever dies earlier leaves the record to the next agent. Whoever dies after {@code RunStarted} leaves a
 * run that is known as started: after a minute of silence the orchestrator sends it again, and the agent that gets it
 * goes on from what the target's revisions table says.
 */
final class CommandRun implements RunSlots.Work {
    private static final Logger LOG = Logger.getLogger(CommandRun.class);
    private static final int REASON_BYTES = 2 * 1024;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration OLD = Duration.ofSeconds(10);

    private final ConsumerRecord<String, byte[]> record;
    private final ReceivedCommand received;
    private final Runnable acknowledge;
    private final Parts parts;
    private final RunTelling telling;

    /** What all commands share. */
    record Parts(
            ThisAgent agent,
            ApplyHandler handler,
            RunEventEmitter emitter,
            DeadLetters deadLetters,
            ScheduledExecutorService clock) {}

    /** @param acknowledge called once, from any thread */
    CommandRun(ConsumerRecord<String, byte[]> record, Runnable acknowledge, Parts parts) {
        this.record = record;
        this.received = ReceivedCommand.of(record);
        this.acknowledge = acknowledge;
        this.parts = parts;
        ThisAgent agent = parts.agent();
        this.telling = new RunTelling(run().orElse(null), agent.id(), agent.hostId(), parts.emitter()::send);
    }

    /** Where the record came from. */
    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    @Override
    public String key() {
        return record.key() != null ? record.key() : partition() + "@" + record.offset();
    }

    @Override
    public Optional<RunRef> run() {
        return received.run();
    }

    @Override
    public void execute() {
        try {
            if (received instanceof Readable readable) {
                acknowledgeAfter(telling.heard());
                execute(readable.command());
            } else {
                settle((Unreadable) received);
            }
        } catch (RuntimeException | Error e) {
            LOG.errorf(
                    "A command stays unacknowledged: source=%s@%d error=%s",
                    partition(), record.offset(), e.getClass().getName());
        }
    }

    private void execute(AgentCommand command) {
        if (command.sentAt() != null && command.sentAt().plus(OLD).isBefore(Instant.now())) {
            telling.started();
            telling.heard().join();
        }
        ScheduledFuture<?> aloud = parts.clock().schedule(telling::started, SHORT.toMillis(), TimeUnit.MILLISECONDS);
        Instant begin = Instant.now();
        RunEvent end;
        try {
            end = parts.handler().handle(command, new RunProgress(telling));
        } catch (RuntimeException | Error e) {
            end = UnexpectedFailure.settle(RunAnswer.to(command, parts.agent().id()), e);
        } finally {
            aloud.cancel(false);
        }
        telling.over(end);
        log(command, end, Duration.between(begin, Instant.now()));
    }

    /** P12: put aside for people, and the run does not wait for an answer that nobody can give. */
    private void settle(Unreadable unreadable) {
        CompletableFuture<Void> aside = parts.deadLetters().put(record, unreadable.reason());
        if (unreadable.run().isEmpty()) {
            acknowledgeAfter(aside);
            return;
        }
        acknowledgeAfter(aside.thenCombine(telling.heard(), (put, heard) -> heard));
        String hint =
                "see the dead letters of " + record.topic() + "; agents older than the orchestrator may be the cause";
        RunAnswer answer = new RunAnswer(
                unreadable.run().get(), parts.agent().id(), unreadable.directory(), unreadable.digest(), Instant.now());
        telling.over(
                answer.failed(RunError.of("undecodable-command", Cut.end(unreadable.reason(), REASON_BYTES), hint)));
    }

    /** Says that it was not begun. A record without a run is left unacknowledged: another agent gets it. */
    @Override
    public void giveBack() {
        run().ifPresent(ref -> {
            acknowledgeAfter(telling.heard());
            telling.over(new RunReturned(ref, parts.agent().id(), RunReturned.DRAINING, Instant.now()));
            LOG.infof("A run was given back: run=%d targetId=%d", ref.run(), ref.target());
        });
    }

    @Override
    public void follow(RunSlots.Work same) {
        acknowledgeAfter(((CommandRun) same).telling.heard());
    }

    private void acknowledgeAfter(CompletableFuture<Void> heard) {
        CompletableFuture<Void> acknowledged = heard.thenRun(acknowledge);
        acknowledged.exceptionally(failure -> {
            LOG.errorf("A command stays unacknowledged: source=%s@%d reason=%s", partition(), record.offset(), failure);
            return null;
        });
    }

    private static void log(AgentCommand command, RunEvent end, Duration took) {
        String state = end instanceof RunFinished finished
                ? finished.state()
                        + (finished.error() == null
                                ? ""
                                : " code=" + finished.error().code())
                : "RETURNED";
        LOG.infof(
                "A run ended: deploymentId=%d run=%d attempt=%d target=%s directory=%s version=%d ms=%d state=%s",
                command.ref().deployment(),
                command.ref().run(),
                command.ref().attempt(),
                command.target().name(),
                command.directory(),
                command.sequence(),
                took.toMillis(),
                state);
    }
}
