package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Version;
import io.drover.cli.project.EnvInstance;
import io.drover.cli.project.SecretReferences;
import io.drover.cli.project.TargetAddress;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.Problem;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.util.List;

/**
 * Runs a whole directory on a scratch database and tells what does not run. For SQLite the scratch database is always
 * one in memory, for PostgreSQL and MySQL a database made for this and dropped afterwards: what the dev URL points at stays as it
 * is.
 */
final class Replay {
    private final Shell shell;

    Replay(Shell shell) {
        this.shell = shell;
    }

    /** The dev database: the option's, else the environment's, else null. */
    static String devUrl(String option, List<EnvInstance> instances) {
        if (option != null || instances.isEmpty()) {
            return option;
        }
        return instances.get(0).dev().orElse(null);
    }

    /**
     * Refuses, with file and statement, what does not run. Does nothing without a dev URL.
     *
     * @param devUrlOrNull as configured; references in it are resolved
     */
    void check(String devUrlOrNull, MigrationDirectory directory) {
        if (devUrlOrNull == null) {
            return;
        }
        if (devUrlOrNull.startsWith("docker://")) {
            shell.notice("Notice: the dev database docker:// is not supported by this version of Drover; the files were"
                    + " not tried.");
            return;
        }
        if (TargetAddress.isSqlite(devUrlOrNull)) {
            replay(TargetUrl.parse("sqlite://?mode=memory"), directory);
            return;
        }
        TargetUrl dev = TargetUrl.parse(SecretReferences.resolve(devUrlOrNull, shell));
        try (ScratchDatabase scratch = ScratchDatabase.beside(dev)) {
            replay(scratch.url(), directory);
        }
    }

    private static void replay(TargetUrl target, MigrationDirectory directory) {
        ApplyOutcome outcome =
                new MigrationEngine(Version.TEXT).apply(target, directory, ApplyOptions.defaults(), event -> {});
        if (outcome instanceof ApplyOutcome.Failed failed) {
            throw refusal(failed.problem());
        } else if (outcome instanceof ApplyOutcome.Refused refused) {
            throw refusal(refused.problem());
        }
    }

    private static Failure refusal(Problem problem) {
        String place = problem.file() == null
                ? ""
                : problem.file() + (problem.statement() == null ? "" : ", statement " + problem.statement()) + ": ";
        return Failure.failed("the migrations do not run on the dev database: " + place + problem.sentence());
    }
}
