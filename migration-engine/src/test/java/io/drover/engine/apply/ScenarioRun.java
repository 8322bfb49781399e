package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.MigrationFiles;
import io.drover.engine.report.ApplyReport;
import io.drover.engine.report.ApplyReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Plays a {@link Scenario} on one database and one folder of migrations. */
final class ScenarioRun {

    /** Writes what was printed into the scenarios instead of comparing it. */
    static final boolean WRITE = Boolean.getBoolean("scenarios.write");

    private static final String DURATION = "(?:[0-9.]+(?:h|ms|m|s|µs|ns))+";
    private static final MigrationEngine ENGINE = new MigrationEngine("1.2.3");

    private final Scenario scenario;
    private final TargetFixture target;
    private final Path folder;

    ScenarioRun(Scenario scenario, TargetFixture target, Path folder) {
        this.scenario = scenario;
        this.target = target;
        this.folder = folder;
    }

    void play() throws IOException {
        List<Scenario.Step> played = new ArrayList<>();
        for (Scenario.Step step : scenario.steps()) {
            List<String> printed = run(step);
            if (printed == null || step.expects(printed)) {
                played.add(step);
            } else {
                played.add(step.printing(printed));
                if (!WRITE) {
                    assertThat(String.join("\n", printed))
                            .as("%s prints, in %s", step.command(), scenario.file())
                            .isEqualTo(String.join("\n", step.text()));
                }
            }
        }
        if (WRITE) {
            scenario.write(played);
        }
    }

    /** What the command prints; null when it prints nothing by nature. */
    private List<String> run(Scenario.Step step) throws IOException {
        Deque<String> words = new ArrayDeque<>(List.of(step.command().split(" +")));
        String verb = words.remove();
        switch (verb) {
            case "file" -> {
                Files.writeString(folder.resolve(words.remove()), step.input());
                MigrationFiles.rehash(folder);
                return null;
            }
            case "tamper" -> {
                Files.writeString(folder.resolve(words.remove()), step.input());
                return null;
            }
            case "remove" -> {
                Files.delete(folder.resolve(words.remove()));
                MigrationFiles.rehash(folder);
                return null;
            }
            case "hash" -> {
                MigrationFiles.rehash(folder);
                return null;
            }
            case "sql" -> {
                target.sql(step.input());
                return null;
            }
            case "apply" -> {
                return printed(ENGINE.apply(target.url(), directory(), options(words), event -> {})
                        .report());
            }
            case "status" -> {
                return status();
            }
            case "query" -> {
                return target.rows(step.command().substring("query ".length()));
            }
            case "revisions" -> {
                return revisions();
            }
            default ->
                throw new IllegalArgumentException(scenario.file() + " has an unknown command: " + step.command());
        }
    }

    private MigrationDirectory directory() throws IOException {
        return MigrationDirectory.fromPath(folder);
    }

    private static List<String> printed(ApplyReport report) {
        String text = ApplyReportText.render(report)
                .replaceAll("\\(" + DURATION + "\\)", "(…)")
                .replaceAll("(?m)^  -- " + DURATION + "$", "  -- …");
        String error = report.error() == null ? "" : "Error: " + report.error().text() + "\n";
        return (text + error).lines().toList();
    }

    private List<String> status() throws IOException {
        Plan plan =
                ENGINE.plan(target.url(), directory(), ApplyOptions.defaults().withExecOrder(ExecOrder.LINEAR_SKIP));
        List<String> lines = new ArrayList<>();
        lines.add("at " + (plan.from() == null ? "no version" : plan.from()));
        plan.files()
                .forEach(file -> lines.add("pending " + file.fileName()
                        + (file.skipped() == 0 ? "" : ", from statement " + (file.skipped() + 1))));
        plan.outOfOrder().forEach(file -> lines.add("out of order " + file));
        if (plan.problem() != null) {
            lines.add(plan.problem().sentence());
        }
        return lines;
    }

    private List<String> revisions() {
        List<String> lines = new ArrayList<>();
        for (Revision revision : ENGINE.inspect(target.url(), null).revisions()) {
            String type = revision.type() == Revision.BASELINE ? "baseline" : "applied";
            lines.add(revision.version() + " " + type + " " + revision.applied() + "/" + revision.total());
            if (!revision.error().isEmpty()) {
                lines.add("  " + revision.error());
            }
        }
        return lines;
    }

    private static ApplyOptions options(Deque<String> words) {
        ApplyOptions options = ApplyOptions.defaults();
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "to" -> options = options.withToMigration(words.remove());
                case "baseline" -> options = options.withBaseline(words.remove());
                case "allow-dirty" -> options = options.withAllowDirty(true);
                case "tx" -> options = options.withTxMode(TxMode.valueOf(name(words)));
                case "order" -> options = options.withExecOrder(ExecOrder.valueOf(name(words)));
                default -> options = options.withAmount(Integer.valueOf(word));
            }
        }
        return options;
    }

    private static String name(Deque<String> words) {
        return words.remove().toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }
}
