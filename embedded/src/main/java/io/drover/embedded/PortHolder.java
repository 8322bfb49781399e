package io.drover.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out which process listens on a port, as far as this user may know. Linux only; elsewhere nobody is found. */
final class PortHolder {
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** Such as {@code process 4711 (/usr/bin/python3)}. */
    static Optional<String> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(column -> column.length > 9 && column[3].equals(LISTENING))
                .filter(column -> column[1].endsWith(String.format(Locale.ROOT, ":%04X", port)))
                .map(column -> column[9])
                .flatMap(socket -> ProcessHandle.allProcesses().filter(process -> owns(process, socket)))
                .findFirst()
                .map(process -> "process " + process.pid()
                        + process.info()
                                .command()
                                .map(command -> " (" + command + ")")
                                .orElse(""));
    }

    private static boolean owns(ProcessHandle process, String socket) {
        Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                if (Files.readSymbolicLink(descriptor).toString().equals("socket:[" + socket + "]")) {
                    return true;
                }
            }
            return false;
        } catch (IOException notAllowedOrGone) {
            return false;
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException none) {
            return Stream.empty();
        }
    }
}
