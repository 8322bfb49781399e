package io.drover.agent.target;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A value that must not be seen. Prints as {@code ****} wherever it ends up; only {@link #encoded()} tells. */
final class Secret {
    private static final int TOO_SHORT_TO_HIDE = 3;

    private final String value;

    Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** The value as it has to stand in a URL. */
    String encoded() {
        return java.net.URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The text with every occurrence of the value, plain or encoded, replaced. */
    String hideIn(String text) {
        if (text == null || value.length() < TOO_SHORT_TO_HIDE) {
            return text;
        }
        return text.replace(value, toString()).replace(encoded(), toString());
    }

    @Override
    public String toString() {
        return "****";
    }
}
