package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an earlier attempt of the same run did, told from the revisions that carry the run's id. So the result of an
 * attempt that died before it could report is not lost, whichever attempt finds it.
 */
record Reconciled(String from, List<FileResult> files) {

    static Reconciled of(
            List<Revision> revisions, MigrationDirectory directory, ApplyOptions options, SplitRules rules) {
        String from = null;
        List<FileResult> files = new ArrayList<>();
        for (Revision revision : revisions) {
            if (!revision.isOf(options.runId()) || revision.type() == Revision.BASELINE) {
                from = revision.version();
            } else {
                files.add(result(revision, directory.find(revision.version()), rules));
            }
        }
        return new Reconciled(from, List.copyOf(files));
    }

    /** True when no file of the run was begun. */
    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Those that were not gone on with: the result of a resumed file tells of its earlier statements too. */
    List<FileResult> without(List<FileResult> executed) {
        Set<String> again = executed.stream().map(FileResult::version).collect(Collectors.toSet());
        return files.stream().filter(file -> !again.contains(file.version())).toList();
    }

    private static FileResult result(Revision revision, Optional<Migration> migration, SplitRules rules) {
        return new FileResult(
                revision.fileName(),
                revision.version(),
                revision.description(),
                revision.applied(),
                revision.total(),
                revision.executedAt(),
                revision.executionTime(),
                migration.map(file -> statements(file, revision, rules)).orElse(List.of()),
                !revision.isPartial());
    }

    private static List<StatementResult> statements(Migration file, Revision revision, SplitRules rules) {
        List<StatementResult> results = new ArrayList<>();
        try {
            for (Statement statement : FilePlans.split(file, rules)) {
                if (results.size() < revision.applied()) {
                    results.add(new StatementResult(
                            results.size() + 1,
                            statement.text(),
                            statement.offset(),
                            statement.length(),
                            Duration.ZERO));
                }
            }
            return results;
        } catch (Refusal e) {
            // The file was applied in another form; that it was is known all the same.
            return List.of();
        }
    }
}
