package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.time.Duration;

/** A process whose second statement takes as long as somebody else holds the advisory lock 77. */
final class OrphanedApply {

    /** It waits for ever inside of the database. */
    static final ApplyOptions OPTIONS = ApplyOptions.defaults()
            .withRunId("9")
            .withApplicationName("drover:9:1")
            .withDbLockTimeout(Duration.ZERO);

    private OrphanedApply() {}

    /** @param head of the file */
    static MigrationDirectory directory(String head) {
        return Dirs.of(
                "1_once.sql",
                head + "CREATE TABLE once (x int);\nINSERT INTO once SELECT 1 FROM pg_advisory_lock(77);\n"
                        + "INSERT INTO once VALUES (2);\n");
    }

    public static void main(String[] args) {
        new MigrationEngine("1").apply(TargetUrl.parse(args[0]), directory(args[1]), OPTIONS, event -> {});
    }
}
