package io.drover.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Migration directories for tests, made without the engine: a second opinion on {@code atlas.sum}. Immutable. Files with
 * an {@code atlas:sum ignore} directive are not for this fixture.
 */
public final class Directories {
    private final SortedMap<String, String> files;

    private Directories(SortedMap<String, String> files) {
        this.files = files;
    }

    public static Directories empty() {
        return new Directories(new TreeMap<>());
    }

    /** The directory of the seed walk: one table, then two users. */
    public static Directories users() {
        return empty().with("20240721101205_create_users.sql", "CREATE TABLE users (id int PRIMARY KEY, name text);\n")
                .with(
                        "20240721111345_seed_users.sql",
                        "INSERT INTO users (id, name) VALUES (1, \"a8m\");\n"
                                + "INSERT INTO users (id, name) VALUES (2, \"rotemtam\");\n");
    }

    /** The same with one file more, or with that file's content replaced. */
    public Directories with(String name, String content) {
        SortedMap<String, String> more = new TreeMap<>(files);
        more.put(name, content);
        return new Directories(more);
    }

    /** Content by file name, in order. */
    public Map<String, String> files() {
        return files;
    }

    /** The text of {@code atlas.sum}. */
    public String sum() {
        MessageDigest running = sha256();
        StringBuilder entries = new StringBuilder();
        MessageDigest total = sha256();
        files.forEach((name, content) -> {
            running.update(bytes(name));
            running.update(bytes(content));
            String entry = base64(snapshot(running));
            entries.append(name).append(" h1:").append(entry).append('\n');
            total.update(bytes(name + entry));
        });
        return "h1:" + base64(total.digest()) + "\n" + entries;
    }

    private static byte[] snapshot(MessageDigest running) {
        try {
            return ((MessageDigest) running.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 can be cloned in every JDK", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }
}
