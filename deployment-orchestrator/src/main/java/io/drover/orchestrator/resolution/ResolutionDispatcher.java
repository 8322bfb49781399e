package io.drover.orchestrator.resolution;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.CommandTarget;
import io.drover.contracts.CommandHeaders;
import io.drover.contracts.RunRef;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventProducer;
import io.drover.orchestrator.resolution.ResolutionStore.Sending;
import io.drover.orchestrator.rollout.PoolTopics;
import io.drover.orchestrator.watch.CommandSpans;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;

/** Sends the commands of resolutions that are not answered. Each replica takes those that no other has taken. */
@ApplicationScoped
public class ResolutionDispatcher {
    private static final int MOST_AT_ONCE = 100;

    private final ResolutionStore store;
    private final Resolutions resolutions;
    private final EventProducer producer;
    private final PoolTopics pools;
    private final CommandSpans spans;

    ResolutionDispatcher(
            ResolutionStore store,
            Resolutions resolutions,
            EventProducer producer,
            PoolTopics pools,
            CommandSpans spans) {
        this.store = store;
        this.resolutions = resolutions;
        this.producer = producer;
        this.pools = pools;
        this.spans = spans;
    }

    /** Sends what is due. Outside of any transaction. */
    public void send() {
        for (Sending sending : store.due(MOST_AT_ONCE)) {
            if (sending.attemptNow() != sending.row().attempt()) {
                resolutions.outdated(sending.row().deployment(), sending.row().id());
            } else if (pools.isReady(sending.pool())) {
                CompletableFuture<Void> unused = send(sending);
            }
        }
    }

    private CompletableFuture<Void> send(Sending sending) {
        ResolutionRow row = sending.row();
        RunRef ref = new RunRef(row.deployment(), RunRef.NO_RUN, row.target(), row.runSeq(), 1, sending.epoch());
        AgentCommand command = new AgentCommand(
                AgentCommand.Kind.SET,
                ref,
                new CommandTarget(row.target(), row.targetName(), sending.url(), sending.hostId()),
                sending.directory(),
                sending.sequence(),
                sending.digest(),
                null,
                false,
                sending.options().withRevisionsSchema(sending.revisionsSchema()),
                row.requestedAt(),
                row.told());
        return spans.around(
                command,
                null,
                CommandHeaders.of(ref, row.requestedAt()),
                headers -> producer.send(
                        Topics.agentCommands(sending.pool()), String.valueOf(row.target()), command, headers));
    }
}
