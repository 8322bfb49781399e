package io.drover.cli.output;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps passwords out of what is printed. */
public final class Secrets {
    /** The user, then everything up to the last {@code @} that is neither a reference nor a port with a database. */
    private static final Pattern USER_INFO = Pattern.compile("(?i)([a-z][a-z0-9+.-]*://(?:\\$\\{[^}\\s]*}|[^\\s/:])*+):"
            + "(?!\\$\\{[^}\\s]*}@)(?![0-9]{1,5}/[^\\s@]*\\?)([^\\s]+)@");

    private static final Set<String> PARAMETERS = Set.of("password", "pass", "pwd", "sslpassword", "passphrase");

    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&](?:" + String.join("|", PARAMETERS) + ")=)(?!\\$\\{)[^&\\s\"']+");

    private Secrets() {}

    /** The text with each password of a URL in it replaced by {@code ****}. References stay readable. */
    public static String hide(String text) {
        return PARAMETER.matcher(USER_INFO.matcher(text).replaceAll("$1:****@")).replaceAll("$1****");
    }

    /** True for the name of a URL parameter whose value is a secret. */
    public static boolean isParameter(String name) {
        return PARAMETERS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** True when a URL carries a password itself and not a reference to one. */
    public static boolean literalIn(String url) {
        return USER_INFO.matcher(url).find() || PARAMETER.matcher(url).find();
    }
}
