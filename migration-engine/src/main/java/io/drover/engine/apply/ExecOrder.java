package io.drover.engine.apply;

import java.util.Locale;
import java.util.Optional;

/** What happens to a file that sorts before one which is already applied. */
public enum ExecOrder {
    /** It is refused. */
    LINEAR,
    /** It is left out. */
    LINEAR_SKIP,
    /** It is applied, before the newer ones. */
    NON_LINEAR;

    /** The order of this name in any case, with dash or underscore; empty when there is none. */
    public static Optional<ExecOrder> parse(String name) {
        for (ExecOrder order : values()) {
            if (order.name().equalsIgnoreCase(name.replace('-', '_'))) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    /** The name as users write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
