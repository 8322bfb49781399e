package io.drover.status.query;

import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.status.Sql;
import io.drover.status.content.StatementTexts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts a run's files, statements and log together. */
@ApplicationScoped
class RunDetails {
    private final Sql sql;
    private final StatementTexts texts;

    RunDetails(Sql sql, StatementTexts texts) {
        this.sql = sql;
        this.texts = texts;
    }

    List<DeploymentView.FileView> files(RunReader.Executed run) {
        List<List<String>> all = texts.of(run.digest(), run.files(), run.view().error());
        List<DeploymentView.FileView> files = new ArrayList<>();
        for (int i = 0; i < run.files().size(); i++) {
            boolean last = i == run.files().size() - 1;
            RunFinished.AppliedFile file = run.files().get(i);
            files.add(file(
                    file,
                    result(file, last, run.view().error()),
                    all.get(i),
                    run.view().error()));
        }
        return files;
    }

    /**
     * How many files were to be applied. Of a run that failed those from the first executed to the one to reach, without
     * what earlier runs had done in between; what later ones did changes nothing.
     */
    int migrationsInTotal(RunReader.Executed run) {
        if (run.files().isEmpty() || run.view().to() == null || run.view().error() == null) {
            return run.files().size();
        }
        return sql.first(
                        """
                        SELECT count(*) AS files
                        FROM (SELECT directory, files FROM directory_version WHERE directory = ? AND digest = ? LIMIT 1) AS version,
                            jsonb_array_elements(version.files) AS file
                        WHERE (file ->> 'version') COLLATE "C" BETWEEN ? AND ?
                            AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.target = ? AND r.directory = version.directory
                                AND r.version = file ->> 'version' AND r.applied = r.total
                                AND r.run_seq < (SELECT run_seq FROM run WHERE id = ?))
                        """,
                        row -> row.getInt("files"),
                        run.directory(),
                        run.digest(),
                        run.files().get(0).version(),
                        run.view().to(),
                        run.target(),
                        run.view().run())
                .orElse(0);
    }

    /**
     * An error that names no file, as that of a lost connection, is one of the last file if that is not whole. A file of
     * which a part stands, as an earlier attempt left it, was not rolled back.
     */
    static DeploymentView.Result result(RunFinished.AppliedFile file, boolean last, RunError error) {
        if (error != null && file.name().equals(error.file())) {
            return DeploymentView.Result.FAILED;
        }
        if (error == null || file.applied() == file.total()) {
            return DeploymentView.Result.OK;
        }
        if (last && error.file() == null) {
            return DeploymentView.Result.FAILED;
        }
        return file.applied() == 0 ? DeploymentView.Result.ROLLED_BACK : DeploymentView.Result.OK;
    }

    private static DeploymentView.FileView file(
            RunFinished.AppliedFile file, DeploymentView.Result result, List<String> texts, RunError error) {
        int count = file.statements().size();
        Integer failing = result == DeploymentView.Result.FAILED ? error.statementIndex() : null;
        int lastIndex = failing == null ? file.applied() : failing;
        List<DeploymentView.StatementView> statements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean fails = failing != null && i == count - 1;
            statements.add(new DeploymentView.StatementView(
                    Math.max(lastIndex - count, 0) + i + 1,
                    texts.get(i),
                    Duration.ofNanos(file.statements().get(i).durationNanos()),
                    fails ? DeploymentView.Result.FAILED : DeploymentView.Result.OK));
        }
        return new DeploymentView.FileView(
                file.name(),
                file.version(),
                file.description(),
                result,
                file.applied(),
                file.total(),
                file.startedAt(),
                Duration.ofNanos(file.durationNanos()),
                statements);
    }
}
