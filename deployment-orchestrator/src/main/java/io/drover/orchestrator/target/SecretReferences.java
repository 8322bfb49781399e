package io.drover.orchestrator.target;

import io.drover.kit.problem.ProblemType;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * P30: a URL names secrets, it never holds them. References are {@code ${env:NAME}}, {@code ${file:/path}} and {@code
 * ${sealed:…}}, a secret that was sealed for the agents of the target's pool; only an agent resolves them. Before a URL is taken apart its references are replaced by a mark that no URL can hold, so that a
 * slash or a colon inside of one is not mistaken for a part of the URL.
 *
 * @param masked the URL with a mark in place of every reference
 */
record SecretReferences(String masked) {
    static final char MARK = '\u0001';
    static final String HINT =
            "keep the password where the agents run and name it: ${env:NAME} or ${file:/path} in place of the password;"
                    + " the drover command seals a password for agents that have a keyset";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern KNOWN =
            Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\p{Cntrl}{}$]+|sealed:[A-Za-z0-9_-]+");
    private static final Pattern WITH_PASSWORD = Pattern.compile("^[^:]+://[^/?#:]*:[^/?#]*@");
    private static final Pattern PARAMETER = Pattern.compile("[?&]([^=&]+)=");
    private static final List<String> SECRET_PARAMETERS =
            List.of("password", "pass", "pwd", "sslpassword", "passphrase");

    /** True when a secret in the URL was sealed: it can be opened for this database and its pool only. */
    static boolean holdsSeal(String url) {
        return url.contains("${sealed:");
    }

    /** True when the URL names a password, or a parameter that is one. */
    static boolean namesSecret(String url) {
        String masked = REFERENCE.matcher(url).replaceAll(String.valueOf(MARK));
        return WITH_PASSWORD.matcher(masked).find()
                || PARAMETER.matcher(masked).results().anyMatch(found -> isSecretParameter(found.group(1)));
    }

    /** Replaces the references of a URL by marks. */
    static SecretReferences mask(String url) throws Faulty {
        if (url.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new Faulty(ProblemType.INVALID_REQUEST, "The URL holds a control character.");
        }
        Matcher matcher = REFERENCE.matcher(url);
        for (MatchResult found : matcher.results().toList()) {
            if (!KNOWN.matcher(found.group(1)).matches()) {
                throw new Faulty(
                        ProblemType.INVALID_REQUEST,
                        "The URL holds a reference that is none of ${env:NAME}, ${file:/path} and" + " ${sealed:…}.");
            }
        }
        return new SecretReferences(REFERENCE.matcher(url).replaceAll(String.valueOf(MARK)));
    }

    /** Refuses a password that is written out, in whole or in part. {@code secret} comes from a masked URL. */
    static void checkSecret(String secret) throws Faulty {
        if (!secret.isEmpty() && !secret.equals(String.valueOf(MARK))) {
            throw new Faulty(ProblemType.LITERAL_SECRET, "The URL holds a password; " + HINT + ".");
        }
    }

    /** True for the name of a URL parameter whose value is a secret. */
    static boolean isSecretParameter(String name) {
        return SECRET_PARAMETERS.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Refuses a reference where none may stand. */
    static void checkNone(String part, String where) throws Faulty {
        if (part.indexOf(MARK) >= 0) {
            throw new Faulty(
                    ProblemType.INVALID_REQUEST,
                    "A reference stands in the " + where + "; references go into user, password and parameters only.");
        }
    }
}
