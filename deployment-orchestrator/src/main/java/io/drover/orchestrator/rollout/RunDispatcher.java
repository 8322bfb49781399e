package io.drover.orchestrator.rollout;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.CommandTarget;
import io.drover.contracts.CommandHeaders;
import io.drover.contracts.RunRef;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventProducer;
import io.drover.orchestrator.watch.CommandSpans;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Sends the commands of committed claims and marks them as sent when Kafka has them. Killed anywhere in between, the
 * sweep of any replica sends the same attempt again.
 */
@ApplicationScoped
public class RunDispatcher {
    private static final Logger LOG = Logger.getLogger(RunDispatcher.class);

    private final EventProducer producer;
    private final RunClaims claims;
    private final PoolTopics pools;
    private final ExecutorService workers;
    private final CommandSpans spans;
    private final Set<Claim> unacknowledged = ConcurrentHashMap.newKeySet();

    RunDispatcher(
            EventProducer producer, RunClaims claims, PoolTopics pools, ExecutorService workers, CommandSpans spans) {
        this.producer = producer;
        this.claims = claims;
        this.pools = pools;
        this.workers = workers;
        this.spans = spans;
    }

    /** Sends; returns before Kafka has acknowledged. Call it outside of any transaction. */
    public void send(Rollout.Claimed claimed) {
        send(claimed.runs());
    }

    /** A pool whose topic cannot be made keeps only its own claims waiting: the sweep takes them up again. */
    void send(List<Claim> claimed) {
        claimed.stream().collect(Collectors.groupingBy(Claim::pool)).forEach((pool, runs) -> {
            if (pools.isReady(pool)) {
                sendAll(runs);
            }
        });
    }

    /** Asks targets what became of lost runs. Not marked as sent: they are asked until they answer. */
    public void sendInspections(List<Claim> lost) {
        lost.stream().filter(run -> pools.isReady(run.pool())).forEach(run -> {
            CompletableFuture<Void> unused = send(run, AgentCommand.Kind.INSPECT);
        });
    }

    /**
     * Runs whose command waits for Kafka in this process. It goes out as soon as Kafka is back, so sending it again would
     * only multiply it.
     */
    Set<Long> unacknowledged() {
        return unacknowledged.stream().map(Claim::run).collect(Collectors.toSet());
    }

    private void sendAll(List<Claim> runs) {
        unacknowledged.addAll(runs);
        CompletableFuture<?>[] sends =
                runs.stream().map(run -> send(run, AgentCommand.Kind.APPLY)).toArray(CompletableFuture[]::new);
        CompletableFuture<Void> unused = CompletableFuture.allOf(sends)
                .thenRunAsync(() -> claims.markSent(runs), workers)
                .exceptionally(failure -> {
                    LOG.warnf("%d claims are not marked as sent and will be sent again: %s", runs.size(), failure);
                    return null;
                })
                .thenRun(() -> runs.forEach(unacknowledged::remove));
    }

    private CompletableFuture<Void> send(Claim run, AgentCommand.Kind kind) {
        AgentCommand command = command(run, kind);
        return spans.around(
                command,
                run.traceparent(),
                CommandHeaders.of(command.ref(), run.claimedAt()),
                headers -> producer.send(
                        Topics.agentCommands(run.pool()), String.valueOf(run.target()), command, headers));
    }

    /** What the agents are told. */
    static AgentCommand command(Claim run, AgentCommand.Kind kind) {
        return new AgentCommand(
                kind,
                new RunRef(run.deployment(), run.run(), run.target(), run.runSeq(), run.attempt(), run.epoch()),
                new CommandTarget(run.target(), run.targetName(), run.url(), run.hostId()),
                run.directory(),
                run.sequence(),
                run.digest(),
                run.toMigration(),
                run.mayCreate(),
                run.options().withRevisionsSchema(run.revisionsSchema()),
                run.claimedAt());
    }
}
