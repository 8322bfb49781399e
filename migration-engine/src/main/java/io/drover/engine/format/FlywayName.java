package io.drover.engine.format;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a Flyway script says.
 *
 * @param kind V, B or R
 * @param parts the numbers of the version as they are written; none for an R
 */
record FlywayName(char kind, List<String> parts, String description) implements Comparable<FlywayName> {

    private static final Pattern VERSIONED = Pattern.compile("([VB])([0-9]+(?:[._][0-9]+)*)(?:__(.*))?\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("(R)__(.+)\\.sql");
    private static final int DIGITS = 4;

    /** Between the numbers of a version: after the underscore in ASCII, so that 1.1 comes after 1 by name, too. */
    static final String SEPARATOR = "~";

    /** @param path may begin with folders */
    static Optional<FlywayName> parse(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Matcher versioned = VERSIONED.matcher(name);
        if (versioned.matches()) {
            List<String> parts = List.of(versioned.group(2).split("[._]"));
            return Optional.of(new FlywayName(name.charAt(0), parts, described(versioned.group(3))));
        }
        Matcher repeatable = REPEATABLE.matcher(name);
        return repeatable.matches()
                ? Optional.of(new FlywayName('R', List.of(), described(repeatable.group(2))))
                : Optional.empty();
    }

    /**
     * A version whose order as text is that of the numbers. It only depends on this name: later scripts do not change
     * what earlier ones are called.
     */
    String version() {
        List<String> padded = new ArrayList<>();
        for (String part : parts) {
            padded.add("0".repeat(Math.max(0, DIGITS - part.length())) + part);
        }
        return String.join(SEPARATOR, padded);
    }

    /** By number, part for part; a part that is not there counts as zero. */
    @Override
    public int compareTo(FlywayName other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = number(i).compareTo(other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private BigInteger number(int part) {
        return part < parts.size() ? new BigInteger(parts.get(part)) : BigInteger.ZERO;
    }

    private static String described(String text) {
        return text == null ? "" : text.replace(' ', '_');
    }
}
