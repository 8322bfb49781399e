package io.drover.engine.apply;

import io.drover.engine.split.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The hashes by which a file that is partly applied proves that its applied statements were not changed. */
final class PartialHashes {

    private PartialHashes() {}

    /** One hash per statement, each over the texts of all statements up to it. */
    static List<String> of(List<Statement> statements) {
        try {
            MessageDigest running = MessageDigest.getInstance("SHA-256");
            List<String> hashes = new ArrayList<>(statements.size());
            for (Statement statement : statements) {
                running.update(statement.text().getBytes(StandardCharsets.UTF_8));
                byte[] digest = ((MessageDigest) running.clone()).digest();
                hashes.add("h1:" + Base64.getEncoder().encodeToString(digest));
            }
            return hashes;
        } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
            throw new IllegalStateException("this Java platform has no SHA-256 that can be read midway", e);
        }
    }

    /** Reads the JSON array of the revisions table; its elements hold neither quotes nor escapes. */
    static List<String> parse(String json) {
        List<String> hashes = new ArrayList<>();
        if (json != null) {
            String[] parts = json.split("\"");
            for (int i = 1; i < parts.length; i += 2) {
                hashes.add(parts[i]);
            }
        }
        return hashes;
    }

    /** The JSON that Atlas writes; the literal null when there is none. */
    static String json(List<String> hashes) {
        return hashes.isEmpty() ? "null" : "[\"" + String.join("\",\"", hashes) + "\"]";
    }
}
