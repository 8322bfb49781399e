package io.drover.embedded;

import io.drover.embedded.part.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names this machine, so that a database file is only ever looked for where it lies. */
final class HostId {
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    private HostId() {}

    /** {@code DROVER_HOST_ID} where it is set, as for the command; else the machine's id, else its host name. */
    static String get() {
        String named = System.getenv("DROVER_HOST_ID");
        if (named != null && !named.isBlank()) {
            return named.strip();
        }
        try {
            String id =
                    Files.isReadable(MACHINE_ID) ? Files.readString(MACHINE_ID).strip() : "";
            return id.isEmpty() ? InetAddress.getLocalHost().getHostName() : id;
        } catch (UnknownHostException e) {
            return "localhost";
        } catch (IOException e) {
            throw new StackException("Cannot read " + MACHINE_ID + ": " + e.getMessage(), e);
        }
    }
}
