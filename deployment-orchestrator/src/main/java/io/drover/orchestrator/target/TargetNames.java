package io.drover.orchestrator.target;

import io.drover.kit.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** P5: how a target is called when nobody gives it a name, and which names may be given. */
final class TargetNames {
    private static final int LONGEST = 200;
    private static final int LONGEST_BASE = 180;
    private static final Set<String> FOLDERS = Set.of(".", "..");
    private static final Set<String> RESERVED = Set.of("bulk", "label", "inspect");

    private TargetNames() {}

    /**
     * Names for a database, the wanted one first; the next is taken when the one before belongs to another target. The
     * last is different for every identity.
     */
    static List<String> candidates(CanonicalUrl url, String identity) {
        String base = derived(url.isFile() ? fileName(url.database()) : base(url));
        String unique = base + "@" + hash(identity);
        List<String> names = url.isFile() ? List.of(base, unique) : List.of(base, base + "@" + url.server(), unique);
        return names.stream()
                .filter(name -> name.length() <= LONGEST && !RESERVED.contains(name))
                .toList();
    }

    /** The name without the ending of a file, by which the target is found too; null when there is no such thing. */
    static String shortName(CanonicalUrl url) {
        if (!url.isFile()) {
            return null;
        }
        String name = derived(fileName(url.database()));
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : null;
    }

    /** Refuses a name that could not stand in a link. */
    static void check(String name) throws Faulty {
        if (name.isBlank() || !name.equals(name.strip()) || name.length() > LONGEST) {
            throw invalid("A name has 1 to " + LONGEST + " characters and no blank at its ends.");
        }
        if (!name.equals(speakable(name)) || FOLDERS.contains(name)) {
            throw invalid("A name holds no slash and no control character.");
        }
        if (RESERVED.contains(name)) {
            throw invalid("The name \"" + name + "\" is reserved.");
        }
    }

    private static String base(CanonicalUrl url) {
        return url.schema() == null ? url.database() : url.schema();
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String speakable(String name) {
        return name.replaceAll("[/\\\\\\p{Cntrl}]", "_");
    }

    /** A name made of what the URL says: fit for a link, and short enough to get something added. */
    private static String derived(String raw) {
        String name = speakable(raw);
        if (FOLDERS.contains(name)) {
            return "_".repeat(name.length());
        }
        if (name.length() <= LONGEST_BASE) {
            return name;
        }
        boolean cutsPair = Character.isHighSurrogate(name.charAt(LONGEST_BASE - 1));
        return name.substring(0, cutsPair ? LONGEST_BASE - 1 : LONGEST_BASE);
    }

    private static Faulty invalid(String sentence) {
        return new Faulty(ProblemType.INVALID_REQUEST, sentence);
    }

    private static String hash(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
