package io.drover.cli.project;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves {@code ${env:NAME}} and {@code ${file:path}} in the URL of a target that the CLI reaches itself, so that one
 * configuration serves local runs and agents. The result is never printed.
 */
public final class SecretReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|sealed):([^}]+)}");

    private SecretReferences() {}

    /** The URL with a harmless word for each reference: good for taking it apart, not for connecting. */
    static String masked(String url) {
        return REFERENCE.matcher(url).replaceAll("reference");
    }

    /** The URL with each reference replaced by what it refers to, percent-encoded. */
    public static String resolve(String url, Shell shell) {
        return REFERENCE
                .matcher(url)
                .replaceAll(found -> Matcher.quoteReplacement(
                        URLEncoder.encode(secret(found.group(1), found.group(2), shell), StandardCharsets.UTF_8)
                                .replace("+", "%20")));
    }

    private static String secret(String kind, String name, Shell shell) {
        if (kind.equals("env")) {
            String value = shell.environment().get(name);
            if (value == null) {
                throw Failure.misuse(
                        "the target's URL refers to the environment variable " + name + ", which is not set.");
            }
            return value;
        }
        if (kind.equals("sealed")) {
            throw Failure.misuse("the target's URL holds a sealed password, which only an agent can open.");
        }
        try {
            return Files.readString(shell.folder().resolve(name)).strip();
        } catch (IOException e) {
            throw Failure.misuse("the target's URL refers to the file " + name + ", which cannot be read.");
        }
    }
}
