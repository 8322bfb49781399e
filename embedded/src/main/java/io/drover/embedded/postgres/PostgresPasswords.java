package io.drover.embedded.postgres;

import io.drover.embedded.part.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * One random password per user of the embedded PostgreSQL, made when first asked for and kept in a file that only its
 * owner can read. Passwords leave this class towards the server and the services' environment, nowhere else.
 */
final class PostgresPasswords {
    private final Path file;
    private final Properties known = new Properties();

    /** @param file created with the first password */
    PostgresPasswords(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            } catch (IOException e) {
                throw new StackException("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    synchronized String of(String user) {
        String password = known.getProperty(user);
        if (password == null) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            password = HexFormat.of().formatHex(random);
            known.setProperty(user, password);
            save();
        }
        return password;
    }

    private void save() {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                known.store(writer, null);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
