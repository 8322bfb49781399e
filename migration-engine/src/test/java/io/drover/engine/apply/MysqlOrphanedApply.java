package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.time.Duration;

/** A process with a statement that takes as long as somebody else has the rows of the table {@code gate} locked. */
final class MysqlOrphanedApply {

    /** It waits for ever inside of the database. */
    static final ApplyOptions OPTIONS = ApplyOptions.defaults()
            .withRunId("9")
            .withApplicationName("drover:9:1")
            .withAllowDirty(true)
            .withDbLockTimeout(Duration.ZERO);

    private MysqlOrphanedApply() {}

    /** @param head of the second file */
    static MigrationDirectory directory(String head) {
        return Dirs.of(
                "1_once.sql",
                "CREATE TABLE once (x int);\n",
                "2_fill.sql",
                head + "INSERT INTO once SELECT x FROM gate FOR UPDATE;\nINSERT INTO once VALUES (2);\n");
    }

    public static void main(String[] args) {
        new MigrationEngine("1").apply(TargetUrl.parse(args[0]), directory(args[1]), OPTIONS, event -> {});
    }
}
