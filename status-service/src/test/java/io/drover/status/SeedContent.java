package io.drover.status;

import io.drover.testing.Directories;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two versions of the seed walk's directory as archives. */
public final class SeedContent {
    public static final String CREATE = "20240721101205_create_users.sql";
    public static final String SEED = "20240721111345_seed_users.sql";
    public static final String FIRST_INSERT = "INSERT INTO users (id, name) VALUES (1, \"a8m\");";
    public static final String SECOND_INSERT = "INSERT INTO users (id, name) VALUES (2, \"rotemtam\");";
    public static final String CREATE_TABLE = "CREATE TABLE users (id int PRIMARY KEY, name text);";

    private static final Map<String, String> FILES = Directories.users().files();
    private static final byte[] FIRST = tar(Map.of(CREATE, FILES.get(CREATE)));
    private static final byte[] SECOND = tar(FILES);

    private SeedContent() {}

    /** Digest of version 1 or 2. */
    public static String digest(int sequence) {
        return sha256(sequence == 1 ? FIRST : SECOND);
    }

    static byte[] byDigest(String digest) {
        return digest.equals(sha256(FIRST)) ? FIRST : digest.equals(sha256(SECOND)) ? SECOND : null;
    }

    private static byte[] tar(Map<String, String> files) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        new LinkedHashMap<>(files).forEach((name, text) -> {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            byte[] header = new byte[512];
            put(header, 0, name);
            put(header, 124, String.format("%011o", content.length));
            put(header, 257, "ustar");
            tar.writeBytes(header);
            tar.writeBytes(content);
            tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
        });
        tar.writeBytes(new byte[1024]);
        return tar.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
