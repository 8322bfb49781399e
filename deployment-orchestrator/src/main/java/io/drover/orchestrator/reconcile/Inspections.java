package io.drover.orchestrator.reconcile;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.CommandTarget;
import io.drover.contracts.CommandHeaders;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunRef;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventProducer;
import io.drover.orchestrator.knowledge.Knowledge;
import io.drover.orchestrator.reconcile.InspectionStore.Content;
import io.drover.orchestrator.reconcile.InspectionStore.Question;
import io.drover.orchestrator.result.AnswersOfTargets;
import io.drover.orchestrator.rollout.PoolTopics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Questions to targets outside of any deployment: what is on you? On request, and slowly in the background of those of
 * which nothing was heard for long (P10). A question has a number in the sequence of its target's runs, so its answer
 * counts for what came before it and never hides what comes after. It is put until it is answered; an answer that comes
 * twice finds its question gone.
 */
@ApplicationScoped
public class Inspections implements AnswersOfTargets {
    private static final int MOST_AT_ONCE = 200;

    private final InspectionStore store;
    private final Knowledge knowledge;
    private final EventProducer producer;
    private final PoolTopics pools;
    private final Duration every;
    private final int perSecond;

    Inspections(
            InspectionStore store,
            Knowledge knowledge,
            EventProducer producer,
            PoolTopics pools,
            @ConfigProperty(name = "drover.inspections.every", defaultValue = "P1D") Duration every,
            @ConfigProperty(name = "drover.inspections.per-second", defaultValue = "1") int perSecond) {
        this.store = store;
        this.knowledge = knowledge;
        this.producer = producer;
        this.pools = pools;
        this.every = every;
        this.perSecond = perSecond;
    }

    /** Asks targets of one directory; within the caller's transaction. How many are asked. */
    @Transactional(Transactional.TxType.MANDATORY)
    int ask(Collection<Long> targets, Content content) {
        return store.ask(targets, content);
    }

    /** Sends what has to go out. Once a second, by each replica: those that one takes the other does not see. */
    void send() {
        if (perSecond > 0) {
            store.askOldest(every.toSeconds(), perSecond);
        }
        for (Question question : store.due(MOST_AT_ONCE)) {
            if (pools.isReady(question.pool())) {
                CompletableFuture<Void> unused = send(question);
            }
        }
    }

    @Override
    @Transactional
    public void take(List<RunEvent> events) {
        knowledge.learn(events, Set.of(RunRef.NO_RUN));
        List<RunEvent> answers =
                events.stream().filter(event -> event instanceof RunInspected).toList();
        store.answered(
                answers.stream().map(answer -> answer.ref().target()).toList(),
                answers.stream().map(answer -> answer.ref().runSeq()).toList());
    }

    private CompletableFuture<Void> send(Question question) {
        RunRef ref = new RunRef(RunRef.NO_RUN, RunRef.NO_RUN, question.target(), question.runSeq(), 1, 0);
        AgentCommand command = new AgentCommand(
                AgentCommand.Kind.INSPECT,
                ref,
                new CommandTarget(question.target(), question.name(), question.url(), question.hostId()),
                question.content().directory(),
                question.content().sequence(),
                question.content().digest(),
                null,
                false,
                AgentCommand.Options.DEFAULTS.withRevisionsSchema(question.revisionsSchema()),
                question.askedAt());
        return producer.send(
                Topics.agentCommands(question.pool()),
                String.valueOf(question.target()),
                command,
                CommandHeaders.of(ref, question.askedAt()));
    }
}
