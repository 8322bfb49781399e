package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.Secrets;
import io.drover.cli.remote.Server;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.FileResult;
import io.drover.engine.apply.Plan;
import io.drover.engine.apply.Problem;
import io.drover.engine.apply.StatementResult;
import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.split.Statement;
import io.drover.engine.target.TargetUrl;
import java.time.Instant;
import java.util.List;

/** An apply in the JSON that programs which drive Atlas read. */
final class AtlasApplyDocument {
    private final ObjectNode document = Server.JSON.createObjectNode();
    private final MigrationDirectory directory;
    private final Instant started;

    AtlasApplyDocument(TargetUrl target, MigrationDirectory directory, String url, Instant started) {
        this.directory = directory;
        this.started = started;
        AtlasJson.environment(document, target, url);
    }

    /** @param planned names of the files that were to be applied */
    ObjectNode of(ApplyOutcome outcome, List<String> planned) {
        List<FileResult> files = List.of();
        String target = null;
        Problem problem = null;
        if (outcome instanceof ApplyOutcome.Applied applied) {
            files = applied.files();
            target = applied.to();
        } else if (outcome instanceof ApplyOutcome.Failed failed) {
            files = failed.files();
            target = failed.to();
            problem = failed.problem();
        } else if (outcome instanceof ApplyOutcome.Refused refused) {
            problem = refused.problem();
        }
        ArrayNode applied = Server.JSON.createArrayNode();
        for (int i = 0; i < files.size(); i++) {
            // One that was rolled back with the failing file, the last, had no error itself.
            applied.add(file(files.get(i), i == files.size() - 1 ? problem : null));
        }
        return finished(planned, applied, outcome.from(), target, problem);
    }

    /** The same for a dry run, in which nothing takes any time. */
    ObjectNode of(Plan plan) {
        ArrayNode applied = Server.JSON.createArrayNode();
        for (Plan.PlannedFile file : plan.files()) {
            ObjectNode node = AtlasJson.file(file.fileName(), file.version(), file.description())
                    .put("Start", started.toString())
                    .put("End", started.toString());
            skipped(node, file.skipped());
            ArrayNode statements = node.putArray("Applied");
            file.statements().stream().skip(file.skipped()).map(Statement::text).forEach(statements::add);
            applied.add(node);
        }
        List<String> names =
                plan.files().stream().map(Plan.PlannedFile::fileName).toList();
        return finished(names, applied, plan.from(), plan.to(), plan.problem());
    }

    private ObjectNode finished(List<String> planned, ArrayNode applied, String from, String to, Problem problem) {
        ArrayNode pending = Server.JSON.createArrayNode();
        for (Migration migration : directory.migrations()) {
            if (planned.contains(migration.fileName())) {
                pending.add(AtlasJson.file(migration.fileName(), migration.version(), migration.description()));
            }
        }
        AtlasJson.put(document, "Pending", pending);
        AtlasJson.put(document, "Applied", applied);
        AtlasJson.put(document, "Current", from);
        AtlasJson.put(document, "Target", to);
        document.put("Start", started.toString()).put("End", Instant.now().toString());
        if (problem != null) {
            return document.put("Error", Secrets.hide(problem.sentence()));
        }
        return document.put(
                "Message",
                applied.isEmpty()
                        ? "No migration files to execute"
                        : "Migrated to version " + to + " from " + (from == null ? "" : from) + " (" + pending.size()
                                + " migrations in total)");
    }

    private static ObjectNode file(FileResult file, Problem problem) {
        ObjectNode node = AtlasJson.file(file.fileName(), file.version(), file.description())
                .put("Start", file.startedAt().toString())
                .put("End", file.startedAt().plus(file.duration()).toString());
        List<StatementResult> statements = file.statements();
        skipped(node, statements.isEmpty() ? 0 : statements.get(0).index() - 1);
        ArrayNode texts = node.putArray("Applied");
        statements.stream().map(StatementResult::text).forEach(texts::add);
        if (!file.ok() && problem != null) {
            ObjectNode error = node.putObject("Error");
            AtlasJson.put(error, "Stmt", problem.statementText());
            error.put("Text", Secrets.hide(problem.message()));
        }
        return node;
    }

    private static void skipped(ObjectNode node, int skipped) {
        if (skipped > 0) {
            node.put("Skipped", skipped);
        }
    }
}
