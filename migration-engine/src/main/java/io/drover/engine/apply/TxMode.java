package io.drover.engine.apply;

import java.util.Locale;
import java.util.Optional;

/** How files and transactions go together. */
public enum TxMode {
    /** One transaction per file, the revision row inside. */
    FILE,
    /** One transaction for all files. */
    ALL,
    /** No transaction: each statement is on its own. */
    NONE;

    /** The mode of this name in any case; empty when there is none. */
    public static Optional<TxMode> parse(String name) {
        for (TxMode mode : values()) {
            if (mode.name().equalsIgnoreCase(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** The name as users write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
