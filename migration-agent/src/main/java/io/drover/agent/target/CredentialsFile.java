package io.drover.agent.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which reference is the password of which user on which server. Lines {@code host database user reference}, separated by
 * blanks; {@code *} stands for any, a host may have a {@code :port}, {@code #} begins a comment. The first line that
 * fits counts. Holds references, never passwords. Immutable.
 */
final class CredentialsFile {
    private final List<Line> lines;

    private record Line(String host, String database, String user, String reference) {
        boolean fits(String host, int port, String database, String user) {
            return (is(this.host, host) || this.host.equalsIgnoreCase(host + ":" + port))
                    && is(this.database, database)
                    && is(this.user, user);
        }

        private static boolean is(String pattern, String value) {
            return pattern.equals("*") || pattern.equalsIgnoreCase(value);
        }
    }

    private CredentialsFile(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    static CredentialsFile none() {
        return new CredentialsFile(List.of());
    }

    /**
     * Reads the file.
     *
     * @throws IllegalStateException when it cannot be read or a line is none; the message shows no content
     */
    static CredentialsFile read(Path file) {
        try {
            return parse(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the credentials file " + file + ": " + e, e);
        }
    }

    private static CredentialsFile parse(Path file, List<String> text) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+");
            if (words.length != 4 || !SecretSource.REFERENCE.matcher(words[3]).matches()) {
                throw new IllegalStateException("Line " + (i + 1) + " of the credentials file " + file
                        + " is not of the form: host database user ${env:NAME}");
            }
            lines.add(new Line(words[0], words[1], words[2], words[3]));
        }
        return new CredentialsFile(lines);
    }

    /** The reference for a connection, empty when the file has none. */
    Optional<String> referenceFor(String host, int port, String database, String user) {
        return lines.stream()
                .filter(line -> line.fits(host, port, database, user))
                .map(Line::reference)
                .findFirst();
    }
}
