package io.drover.agent.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks up what a reference stands for: {@code ${env:NAME}} a variable of this process, {@code ${file:/path}} the content
 * of a file without its last line break. Only names that the operator has allowed. Looked up anew each time, so that a
 * rotated secret is picked up. Thread-safe.
 */
final class SecretSource {
    static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern PARTS = Pattern.compile("(env|file):(.+)");

    private final List<String> allowed;
    private final UnaryOperator<String> environment;

    /** @param environment the variable of a name, null when it is not set */
    SecretSource(List<String> allowed, UnaryOperator<String> environment) {
        this.allowed = List.copyOf(allowed);
        this.environment = environment;
    }

    /**
     * The value of a reference.
     *
     * @param reference with {@code ${} and {@code }}
     * @throws UnresolvedUrl when it is not understood, not allowed here or has no value
     */
    Secret lookUp(String reference) {
        Matcher whole = REFERENCE.matcher(reference);
        Matcher parts = whole.matches() ? PARTS.matcher(whole.group(1)) : null;
        if (parts == null || !parts.matches()) {
            throw UnresolvedUrl.secretUnavailable(
                    "the reference " + reference + " is of a kind this agent does not know",
                    "write ${env:NAME} or ${file:/path}, or a password that drover seals");
        }
        String name = parts.group(2);
        if (!isAllowed(name)) {
            throw UnresolvedUrl.secretUnavailable(
                    "the reference " + reference + " is not allowed on this agent",
                    "add " + name + " to drover.secrets.allow of the agents of this pool");
        }
        return new Secret(parts.group(1).equals("env") ? variable(reference, name) : file(reference, name));
    }

    private boolean isAllowed(String name) {
        boolean climbs = name.contains("..");
        return allowed.stream()
                .anyMatch(entry -> entry.equals(name)
                        || entry.endsWith("*") && !climbs && name.startsWith(entry.substring(0, entry.length() - 1)));
    }

    private String variable(String reference, String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw UnresolvedUrl.secretUnavailable(
                    "the reference " + reference + " has no value: the variable is not set for this agent",
                    "set " + name + " in the environment of the agents of this pool");
        }
        return value;
    }

    private static String file(String reference, String name) {
        try {
            return Files.readString(Path.of(name)).replaceFirst("\\r?\\n\\z", "");
        } catch (IOException | RuntimeException e) {
            throw UnresolvedUrl.secretUnavailable(
                    "the reference " + reference + " has no value: the file cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    "put the file " + name + " where the agents of this pool can read it");
        }
    }
}
