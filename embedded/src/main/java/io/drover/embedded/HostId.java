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

    /** The machine's id, where there is none its host name. */
    static String get() {
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
