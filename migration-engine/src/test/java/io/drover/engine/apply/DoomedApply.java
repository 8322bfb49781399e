package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that applies a directory whose statements record themselves, and kills itself with -9 at one step of it. */
final class DoomedApply {

    static final int NEVER = -1;

    private DoomedApply() {}

    /** Three statements a file, every other file without a transaction. */
    static MigrationDirectory directory(int files) {
        List<String> namesAndContents = new ArrayList<>(List.of("000_done.sql", "CREATE TABLE done (x int);"));
        for (int file = 1; file <= files; file++) {
            StringBuilder text = new StringBuilder(file % 2 == 0 ? "-- atlas:txmode none\n\n" : "");
            for (int statement = 1; statement <= 3; statement++) {
                text.append("INSERT INTO done VALUES (")
                        .append(10 * file + statement)
                        .append(");\n");
            }
            namesAndContents.addAll(List.of(String.format("%03d_x.sql", file), text.toString()));
        }
        return Dirs.of(namesAndContents.toArray(String[]::new));
    }

    /** The names of the steps of an execution of this directory, in order. */
    static List<String> steps(TargetUrl target, MigrationDirectory directory) {
        List<String> steps = new ArrayList<>();
        new MigrationEngine("1", session -> new SteppedSession(session, steps::add))
                .apply(target, directory, ApplyOptions.defaults(), event -> {});
        return List.copyOf(steps);
    }

    /** Arguments: the target, how many files, and before which step it dies, counted from 0. */
    public static void main(String[] args) {
        int deadly = Integer.parseInt(args[2]);
        AtomicInteger made = new AtomicInteger();
        MigrationEngine engine = new MigrationEngine(
                "1",
                session -> new SteppedSession(session, step -> {
                    if (made.getAndIncrement() == deadly) {
                        die();
                    }
                }));
        engine.apply(
                TargetUrl.parse(args[0]),
                directory(Integer.parseInt(args[1])),
                ApplyOptions.defaults(),
                event -> System.out.println(event.getClass().getSimpleName()));
    }

    private static void die() {
        try {
            new ProcessBuilder(
                            "kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Waiting.on(new CountDownLatch(1));
    }
}
