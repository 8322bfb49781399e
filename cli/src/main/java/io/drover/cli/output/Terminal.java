package io.drover.cli.output;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at this process, as far as that can be known cheaply. */
final class Terminal {
    private Terminal() {}

    /** True when input and results are a terminal. From JDK 22 on there is a console also where there is no terminal. */
    static boolean isHere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderThanThat) {
            return true;
        }
    }

    /** False when a file descriptor is known to be something else than a terminal. */
    static boolean mayBe(int descriptor) {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknownHere) {
            return true;
        }
    }
}
