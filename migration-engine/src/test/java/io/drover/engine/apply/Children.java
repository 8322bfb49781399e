package io.drover.engine.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes with the class path of the tests. */
final class Children {

    private Children() {}

    static Process start(Class<?> main, String... arguments) throws IOException {
        return command(main, arguments).inheritIO().start();
    }

    /** What it says is read by whoever started it. */
    static Process quiet(Class<?> main, String... arguments) throws IOException {
        return command(main, arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessBuilder command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
