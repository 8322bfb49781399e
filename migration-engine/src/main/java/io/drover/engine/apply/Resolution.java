package io.drover.engine.apply;

import java.util.Locale;
import java.util.Optional;

/** What became of a statement of which the revisions table cannot tell whether it ran. */
public enum Resolution {
    /** It took effect: it counts as applied. */
    RAN,
    /** It had no effect: the next apply executes it. */
    DID_NOT_RUN;

    /** The resolution of this name in any case, with dash or underscore; empty when there is none. */
    public static Optional<Resolution> parse(String name) {
        for (Resolution resolution : values()) {
            if (resolution.name().equalsIgnoreCase(name.replace('-', '_'))) {
                return Optional.of(resolution);
            }
        }
        return Optional.empty();
    }

    /** The name as users write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
