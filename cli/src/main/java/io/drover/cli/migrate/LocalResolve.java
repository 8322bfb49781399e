package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.migrate.LocalTargets.Answer;
import io.drover.cli.migrate.LocalTargets.Order;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Version;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Server;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.Problem;
import io.drover.engine.apply.Resolution;
import io.drover.engine.apply.ResolveOutcome;
import io.drover.engine.apply.Revision;
import io.drover.engine.apply.TargetState;
import io.drover.engine.directory.MigrationDirectory;
import java.io.IOException;
import java.util.List;

/** Tells targets, from this process, what became of a statement that was under way when its executor died. */
final class LocalResolve {
    private final Shell shell;
    private final ApplyFlags flags;
    private final String version;
    private final Resolution resolution;
    private final boolean json;
    private final MigrationEngine engine = new MigrationEngine(Version.TEXT);

    /** @param versionOrNull null for the one that is ambiguous */
    LocalResolve(Shell shell, ApplyFlags flags, String versionOrNull, Resolution resolution, boolean json) {
        this.shell = shell;
        this.flags = flags;
        this.version = versionOrNull;
        this.resolution = resolution;
        this.json = json;
    }

    int run(DirectoryUrl.Folder folder, List<TargetOptions.Chosen> targets, int parallel) throws IOException {
        MigrationDirectory directory = FolderOption.verified(folder, shell);
        LocalTargets local = new LocalTargets(shell, parallel);
        List<Order> orders = local.orders(targets, instance -> flags.options(instance, null));
        return json
                ? local.oneDocument("targets", orders, order -> resolve(order, directory))
                : local.namedBlocks(orders, order -> resolve(order, directory));
    }

    private Answer resolve(Order order, MigrationDirectory directory) {
        if (version != null) {
            return resolve(order, directory, version);
        }
        TargetState state = engine.inspect(order.target(), order.options().revisionsSchema());
        if (state.problem() != null) {
            return failed(order, state.problem());
        }
        List<String> open = state.revisions().stream()
                .filter(Revision::isAmbiguous)
                .map(Revision::version)
                .toList();
        if (open.isEmpty()) {
            return new Answer("Nothing to resolve\n", null, document(order).put("state", "NO_ACTION"));
        }
        if (open.size() > 1) {
            String sentence =
                    "several versions are ambiguous (" + String.join(", ", open) + "); name one with --version";
            return failed(order, sentence);
        }
        return resolve(order, directory, open.get(0));
    }

    private Answer resolve(Order order, MigrationDirectory directory, String ambiguous) {
        ResolveOutcome outcome = engine.resolve(order.target(), directory, ambiguous, resolution, order.options());
        if (outcome instanceof ResolveOutcome.Refused refused) {
            return failed(order, refused.problem());
        }
        ResolveOutcome.Resolved resolved = (ResolveOutcome.Resolved) outcome;
        int statement = resolved.before().applied() + 1;
        String text = ResolvedText.of(
                ambiguous, statement, resolution, resolved.before().errorStatement());
        ObjectNode document = document(order)
                .put("state", "SUCCEEDED")
                .put("version", ambiguous)
                .put("statement", statement)
                .put("outcome", resolution.name());
        return new Answer(text, null, document);
    }

    private static Answer failed(Order order, Problem problem) {
        String hint = problem.hint() == null ? "" : "; " + problem.hint();
        return failed(order, problem.sentence() + hint);
    }

    private static Answer failed(Order order, String sentence) {
        return new Answer("", sentence, document(order).put("state", "FAILED").put("error", Secrets.hide(sentence)));
    }

    private static ObjectNode document(Order order) {
        return Server.JSON.createObjectNode().put("target", TargetAddress.name(order.target()));
    }
}
