package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that stops between two statements of a file and waits there for its end. */
final class KilledApply {

    private KilledApply() {}

    static MigrationDirectory directory() {
        return directory(EngineContract.SEED);
    }

    /** @param second content of the file in which it stops */
    static MigrationDirectory directory(String second) {
        return Dirs.of("1_users.sql", EngineContract.USERS, "2_seed.sql", second);
    }

    public static void main(String[] args) {
        new MigrationEngine("1")
                .apply(
                        TargetUrl.parse(args[0]),
                        args.length > 2 ? directory(args[2]) : directory(),
                        ApplyOptions.defaults().withRunId("9").withApplicationName("drover:9:1"),
                        event -> waitInTheMiddle(event, Path.of(args[1])));
    }

    private static void waitInTheMiddle(EngineEvent event, Path marker) {
        if (event instanceof EngineEvent.StatementDone done && done.version().equals("2")) {
            try {
                Files.writeString(marker, "here");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Waiting.on(new CountDownLatch(1));
        }
    }
}
