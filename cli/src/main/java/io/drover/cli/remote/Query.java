package io.drover.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of an address after the question mark. */
public final class Query {
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** Adds a parameter; null is left out. */
    public Query and(String name, Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
        return this;
    }

    /** One piece of a path, encoded. */
    public static String segment(String text) {
        return encoded(text);
    }

    /** With its question mark, or nothing when there is no parameter. */
    @Override
    public String toString() {
        String joined = parameters.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return joined.isEmpty() ? "" : "?" + joined;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
