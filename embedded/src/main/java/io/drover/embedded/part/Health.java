package io.drover.embedded.part;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a launched part can be used yet. Asked about ten times a second until it says yes. */
@FunctionalInterface
public interface Health {
    /** Alive is enough. */
    Health RUNNING = pid -> true;

    /**
     * @param pid of the process just launched
     * @return false while the part is still coming up
     * @throws StackException when it will never come up
     */
    boolean isReady(long pid);

    /** Ready when a GET of {@code url} answers 200 within two seconds. */
    static Health http(URI url) {
        return pid -> {
            try {
                HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
                connection.setConnectTimeout(2_000);
                connection.setReadTimeout(2_000);
                try {
                    return connection.getResponseCode() == 200;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** Ready when {@code file} contains the pid of this very process; an older file means nothing. */
    static Health pidWrittenTo(Path file) {
        return pid -> {
            try {
                return Files.readString(file).strip().equals(Long.toString(pid));
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}
