package io.drover.agent.apply;

import io.drover.agent.AgentConfig;
import io.drover.agent.source.Content;
import io.drover.agent.source.DirectoryContents;
import io.drover.agent.target.PlaceRule;
import io.drover.agent.target.ResolvedTarget;
import io.drover.agent.target.SecretReferences;
import io.drover.agent.target.UnresolvedUrl;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.LockCompat;
import io.drover.engine.apply.OrphanPolicy;
import io.drover.engine.directory.MigrationDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.UnaryOperator;

/**
 * What every command needs before its target is touched: secrets resolved, the place judged, the directory fetched and
 * verified. Every ending is an event; nothing is thrown. Thread-safe.
 */
@ApplicationScoped
class TargetPreparation {
    private final SecretReferences secrets;
    private final PlaceRule place;
    private final DirectoryContents contents;
    private final OrphanPolicy orphans;
    private final LockCompat lockCompat;

    TargetPreparation(AgentConfig config, SecretReferences secrets, PlaceRule place, DirectoryContents contents) {
        this.secrets = secrets;
        this.place = place;
        this.contents = contents;
        this.orphans =
                new OrphanPolicy(config.orphans().policy(), config.orphans().idleFor());
        this.lockCompat = config.lock().compat();
    }

    /** What a kind of command does once its target is ready, and how it says that it is not. */
    interface Visit {
        RunEvent ready(ResolvedTarget target, MigrationDirectory directory, ApplyOptions options);

        /** @param asked false when the fault is this agent's or its place's, so that the target itself was not asked */
        RunEvent refused(RunError error, boolean asked);

        /** Asked while the registry is waited for: false when it is not to begin any more. */
        boolean isWanted();

        /** The agent leaves, or it is not wanted any more, before it could begin. */
        RunEvent givenUp();

        /** A bug; {@code trace} is fit to be logged. */
        RunEvent broken(Throwable failure, String trace);
    }

    RunEvent visit(AgentCommand command, Visit visit) {
        ResolvedTarget target;
        try {
            target = secrets.resolve(command.target().url());
        } catch (UnresolvedUrl e) {
            return visit.refused(
                    RunError.of(e.code(), e.getMessage(), e.hint()), !e.code().equals("secret-unavailable"));
        } catch (RuntimeException | Error e) {
            return visit.broken(e, UnexpectedFailure.place(e));
        }
        try {
            return placed(command, target, visit);
        } catch (RuntimeException | Error e) {
            UnaryOperator<String> hide = target::hide;
            return visit.broken(e, hide.apply(UnexpectedFailure.trace(e)));
        }
    }

    private RunEvent placed(AgentCommand command, ResolvedTarget target, Visit visit) {
        PlaceRule.Verdict verdict = place.judge(target.url(), command.target().hostId(), command.mayCreate());
        if (verdict instanceof PlaceRule.Verdict.NotHere notHere) {
            return visit.refused(notHere.error(), !notHere.error().code().equals("wrong-host"));
        }
        ApplyOptions options;
        try {
            options = CommandOptions.of(command, ((PlaceRule.Verdict.Here) verdict).mayCreate(), orphans)
                    .withLockCompat(lockCompat);
        } catch (IllegalArgumentException e) {
            return visit.refused(RunError.of("unsupported-option", e.getMessage(), null), true);
        }
        Content content = contents.get(command.digest(), visit::isWanted);
        if (content instanceof Content.Found found) {
            return visit.ready(target, found.directory(), options);
        }
        return content instanceof Content.GivenUp ? visit.givenUp() : visit.refused(missing(command, content), true);
    }

    private static RunError missing(AgentCommand command, Content content) {
        if (content instanceof Content.Corrupt corrupt) {
            String hint = "check the registry's database and what stands between the registry and this agent";
            return RunError.of("content-corrupt", corrupt.reason(), hint);
        }
        String message = "the registry has no content for version " + command.sequence() + " of the directory "
                + command.directory() + " (" + command.digest() + ")";
        return RunError.of("content-missing", message, "push the directory again and deploy anew");
    }
}
