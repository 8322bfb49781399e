package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.time.Duration;

/** A process that applies one file after the other, each under a lock of its own, until none is left. */
final class CompetingApply {

    static final int FILES = 40;

    private CompetingApply() {}

    static MigrationDirectory directory() {
        String[] files = new String[2 * FILES];
        for (int i = 0; i < FILES; i++) {
            files[2 * i] = String.format("%03d.sql", i);
            files[2 * i + 1] = i == 0 ? "CREATE TABLE done (x int);" : "INSERT INTO done VALUES (" + i + ");";
        }
        return Dirs.of(files);
    }

    static void run(TargetUrl target) {
        ApplyOptions options = ApplyOptions.defaults().withAmount(1).withLockTimeout(Duration.ofMinutes(1));
        ApplyOutcome outcome;
        do {
            outcome = new MigrationEngine("1").apply(target, directory(), options, event -> {});
            if (outcome instanceof ApplyOutcome.Failed || outcome instanceof ApplyOutcome.Refused) {
                throw new IllegalStateException(outcome.toString());
            }
        } while (!outcome.nothingPending());
    }

    public static void main(String[] args) {
        run(TargetUrl.parse(args[0]));
    }
}
