package io.drover.agent.apply;

import io.drover.agent.ThisAgent;
import io.drover.agent.apply.ReceivedCommand.Readable;
import io.drover.agent.apply.ReceivedCommand.Unreadable;
import io.drover.agent.control.ControlGate;
import io.drover.agent.control.ControlGate.Verdict;
import io.drover.agent.watch.RunSpan;
import io.drover.agent.watch.RunWatch;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunResolved;
import io.drover.contracts.RunReturned;
import io.drover.engine.apply.ApplicationName;
import io.drover.engine.apply.EngineEvent;
import io.drover.kit.event.DeadLetters;
import io.drover.kit.trace.TraceParent;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One command from its arrival to its acknowledgement. It is acknowledged when Kafka has its first event and never
 * before (P11): whoever dies earlier leaves the record to the next agent. Whoever dies after {@code RunStarted} leaves a
 * run that is known as started: once it is silent for too long the orchestrator has the target asked (P21), and the agent
 * that gets the next attempt goes on from what the target's revisions table says.
 */
final class CommandRun implements RunWork {
    private static final Logger LOG = Logger.getLogger(CommandRun.class);
    private static final int REASON_BYTES = 2 * 1024;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration OLD = Duration.ofSeconds(10);

    private final ConsumerRecord<String, byte[]> record;
    private final ReceivedCommand received;
    private final Runnable acknowledge;
    private final Parts parts;
    private final RunTelling telling;
    private volatile String traceparent;

    /** What all commands share. */
    record Parts(
            ThisAgent agent,
            ApplyHandler apply,
            InspectHandler inspect,
            ResolveHandler resolve,
            ControlGate gate,
            RunEventEmitter emitter,
            DeadLetters deadLetters,
            ScheduledExecutorService clock,
            RunWatch watch) {}

    /** @param acknowledge called once, from any thread */
    CommandRun(ConsumerRecord<String, byte[]> record, Runnable acknowledge, Parts parts) {
        this.record = record;
        this.received = ReceivedCommand.of(record);
        this.acknowledge = acknowledge;
        this.parts = parts;
        ThisAgent agent = parts.agent();
        this.traceparent = TraceParent.in(record.headers());
        this.telling = new RunTelling(
                run().orElse(null),
                agent.id(),
                agent.hostId(),
                event -> parts.emitter().send(event, traceparent));
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
    public boolean isInspection() {
        return received.isInspection();
    }

    /** Only what may touch a target has to ask. */
    @Override
    public Verdict verdict() {
        return received instanceof Readable readable && !isInspection()
                ? parts.gate().judge(readable.command().ref())
                : Verdict.OPEN;
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
        Instant begin = Instant.now();
        RunEvent end;
        try (RunSpan span = parts.watch().begin(command, traceparent);
                Scope here = span.context().makeCurrent()) {
            traceparent = span.traceparent();
            end = ended(command, span);
            span.over(end);
        }
        Duration took = Duration.between(begin, Instant.now());
        parts.watch().ended(command, end, took);
        telling.over(end);
        log(command, end, took);
    }

    private RunEvent ended(AgentCommand command, Consumer<EngineEvent> span) {
        try {
            return switch (command.kind()) {
                case INSPECT -> parts.inspect().handle(command);
                case SET -> parts.resolve().handle(command);
                case APPLY, REHEARSE, DISCOVER -> applied(command, span);
            };
        } catch (RuntimeException | Error e) {
            return broken(command, e);
        }
    }

    private RunEvent broken(AgentCommand command, Throwable failure) {
        RunAnswer answer = RunAnswer.to(command, parts.agent().id());
        RunError error = UnexpectedFailure.log(answer, failure, UnexpectedFailure.place(failure));
        return switch (command.kind()) {
            case INSPECT -> answer.inspected(Finding.UNREACHABLE, error);
            case SET -> parts.resolve().unasked(command, error);
            case APPLY, REHEARSE, DISCOVER -> answer.failed(error);
        };
    }

    private RunEvent applied(AgentCommand command, Consumer<EngineEvent> span) {
        if (command.sentAt() != null && command.sentAt().plus(OLD).isBefore(Instant.now())) {
            telling.started();
            telling.heard().join();
        }
        ScheduledFuture<?> aloud = parts.clock().schedule(telling::started, SHORT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return parts.apply().handle(command, span.andThen(new RunProgress(telling)));
        } finally {
            aloud.cancel(false);
        }
    }

    /**
     * P12: put aside for people, and the run does not wait for an answer that nobody can give. In this order, so that who
     * reads the failure finds the dead letter it speaks of; killed between the two, the record is read and put aside again.
     */
    private void settle(Unreadable unreadable) {
        CompletableFuture<Void> aside = parts.deadLetters().put(record, unreadable.reason());
        if (unreadable.run().isEmpty()) {
            acknowledgeAfter(aside);
            return;
        }
        aside.join();
        acknowledgeAfter(telling.heard());
        String hint =
                "see the dead letters of " + record.topic() + "; agents older than the orchestrator may be the cause";
        RunAnswer answer = new RunAnswer(
                unreadable.run().get(), parts.agent().id(), unreadable.directory(), unreadable.digest(), Instant.now());
        RunError error = RunError.of("undecodable-command", Cut.end(unreadable.reason(), REASON_BYTES), hint);
        // Who only asked is told that nothing is known: the run itself has not failed by it.
        telling.over(unreadable.isInspection() ? answer.inspected(Finding.UNREACHABLE, error) : answer.failed(error));
    }

    /** Says that it was not begun. A record without a run is left unacknowledged: another agent gets it. */
    @Override
    public void giveBack(String reason) {
        run().ifPresent(ref -> {
            acknowledgeAfter(telling.heard());
            telling.over(new RunReturned(ref, parts.agent().id(), reason, Instant.now()));
            LOG.infof("A run was given back: run=%d targetId=%d reason=%s", ref.run(), ref.target(), reason);
        });
    }

    @Override
    public void follow(RunWork same) {
        acknowledgeAfter(((CommandRun) same).telling.heard());
    }

    @Override
    public void isHere(RunWork run) {
        if (received instanceof Readable readable) {
            acknowledgeAfter(telling.heard());
            RunRef ref = run.run().orElseThrow();
            String name = new ApplicationName(String.valueOf(ref.run()), ref.attempt()).toString();
            telling.over(RunAnswer.to(readable.command(), parts.agent().id()).stillRunning(name));
        }
    }

    private void acknowledgeAfter(CompletableFuture<Void> heard) {
        CompletableFuture<Void> acknowledged = heard.thenRun(acknowledge);
        acknowledged.exceptionally(failure -> {
            LOG.errorf("A command stays unacknowledged: source=%s@%d reason=%s", partition(), record.offset(), failure);
            return null;
        });
    }

    private static void log(AgentCommand command, RunEvent end, Duration took) {
        LOG.infof(
                "A command ended: kind=%s deploymentId=%d run=%d attempt=%d target=%s directory=%s version=%d ms=%d %s",
                command.kind(),
                command.ref().deployment(),
                command.ref().run(),
                command.ref().attempt(),
                command.target().name(),
                command.directory(),
                command.sequence(),
                took.toMillis(),
                inShort(end));
    }

    private static String inShort(RunEvent end) {
        if (end instanceof RunReturned returned) {
            return "state=RETURNED reason=" + returned.reason();
        }
        if (end instanceof RunResolved resolved) {
            return inShort("resolution=" + resolved.state(), resolved.error());
        }
        return end instanceof RunFinished finished
                ? inShort("state=" + finished.state(), finished.error())
                : inShort("finding=" + ((RunInspected) end).finding(), ((RunInspected) end).error());
    }

    private static String inShort(String what, RunError error) {
        return what + (error == null ? "" : " code=" + error.code());
    }
}
