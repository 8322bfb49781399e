package io.drover.registry.directory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What directories and tags may be called. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** What is wrong with a directory's name, empty when nothing is. */
    static Optional<String> faultOfDirectory(String name) {
        return isName(name) ? Optional.empty() : Optional.of(notAName("directory", name));
    }

    /** What is wrong with a tag (P2), empty when nothing is. */
    static Optional<String> faultOfTag(String tag) {
        if (tag == null || tag.isEmpty()) {
            return Optional.of("A tag must not be empty.");
        }
        if (tag.chars().allMatch(Character::isDigit)) {
            return Optional.of(
                    "The tag \"" + tag + "\" looks like the number of a version; write v" + tag + ", for example.");
        }
        if (tag.toLowerCase(Locale.ROOT).equals("latest")) {
            return Optional.of("The tag \"" + tag + "\" is taken: latest always means the newest version.");
        }
        if (tag.startsWith("h1:")) {
            return Optional.of(
                    "The tag \"" + tag + "\" looks like the total of an atlas.sum; a tag must not start with h1:.");
        }
        return isName(tag) ? Optional.empty() : Optional.of(notAName("tag", tag));
    }

    private static String notAName(String kind, String name) {
        return "\"%s\" cannot name a %s: it takes 1 to 100 letters, digits, dots, underscores and hyphens, the first a letter or a digit."
                .formatted(name, kind);
    }
}
