package io.drover.agent.apply;

import io.drover.agent.ThisAgent;
import io.drover.agent.source.Content;
import io.drover.agent.source.DirectoryContents;
import io.drover.agent.target.PlaceRule;
import io.drover.agent.target.ResolvedTarget;
import io.drover.agent.target.SecretReferences;
import io.drover.agent.target.UnresolvedUrl;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunReturned;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.EngineEvent;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/**
 * The whole story of a command: resolve the target's secrets, judge its place, fetch and verify the directory, let the
 * engine apply it, say what came of it. Every ending is an event; nothing is thrown. Thread-safe.
 *
 * <p>Coming twice, or after a kill at any instruction, a command is harmless: the engine goes on from what the target's
 * revisions table says, and revisions of this run are answered as this run's success.
 */
@ApplicationScoped
class ApplyHandler {
    private final ThisAgent agent;
    private final SecretReferences secrets;
    private final PlaceRule place;
    private final DirectoryContents contents;
    private final MigrationEngine engine;

    ApplyHandler(ThisAgent agent, SecretReferences secrets, PlaceRule place, DirectoryContents contents) {
        this.agent = agent;
        this.secrets = secrets;
        this.place = place;
        this.contents = contents;
        this.engine = new MigrationEngine(agent.version());
    }

    /** @param progress told on the calling thread while the engine works; must not throw */
    RunEvent handle(AgentCommand command, Consumer<EngineEvent> progress) {
        RunAnswer answer = RunAnswer.to(command, agent.id());
        if (command.kind() != AgentCommand.Kind.APPLY) {
            String message = "commands of the kind " + command.kind() + " are not available yet";
            return answer.failed(RunError.of("not-available-yet", message, null));
        }
        ResolvedTarget target;
        try {
            target = secrets.resolve(command.target().url());
        } catch (UnresolvedUrl e) {
            return answer.failed(RunError.of(e.code(), e.getMessage(), e.hint()));
        } catch (RuntimeException | Error e) {
            return UnexpectedFailure.settle(answer, e);
        }
        try {
            return judged(answer, command, target, progress);
        } catch (RuntimeException | Error e) {
            return UnexpectedFailure.settle(answer, e, target::hide);
        }
    }

    private RunEvent judged(
            RunAnswer answer, AgentCommand command, ResolvedTarget target, Consumer<EngineEvent> progress) {
        PlaceRule.Verdict verdict = place.judge(target.url(), command.target().hostId(), command.mayCreate());
        if (verdict instanceof PlaceRule.Verdict.NotHere notHere) {
            return answer.failed(notHere.error());
        }
        ApplyOptions options;
        try {
            options = CommandOptions.of(command, ((PlaceRule.Verdict.Here) verdict).mayCreate());
        } catch (IllegalArgumentException e) {
            return answer.failed(RunError.of("unsupported-option", e.getMessage(), null));
        }
        Content content = contents.get(command.digest());
        if (content instanceof Content.Found found) {
            return applied(answer, target, found.directory(), options, progress);
        }
        return withoutContent(answer, command, content);
    }

    private RunEvent applied(
            RunAnswer answer,
            ResolvedTarget target,
            MigrationDirectory directory,
            ApplyOptions options,
            Consumer<EngineEvent> progress) {
        ApplyOutcome outcome = engine.apply(target.url(), directory, options, progress);
        if (LostConnection.isUnsettled(outcome)) {
            outcome = LostConnection.askAgain(() -> engine.apply(target.url(), directory, options, progress));
        }
        return OutcomeTranslation.translate(answer, outcome, target::hide);
    }

    private static RunEvent withoutContent(RunAnswer answer, AgentCommand command, Content content) {
        if (content instanceof Content.Corrupt corrupt) {
            String hint = "check the registry's database and what stands between the registry and this agent";
            return answer.failed(RunError.of("content-corrupt", corrupt.reason(), hint));
        }
        if (content instanceof Content.Missing) {
            String message = "the registry has no content for version " + command.sequence() + " of the directory "
                    + command.directory() + " (" + command.digest() + ")";
            return answer.failed(RunError.of("content-missing", message, "push the directory again and deploy anew"));
        }
        return answer.returned(RunReturned.DRAINING);
    }
}
