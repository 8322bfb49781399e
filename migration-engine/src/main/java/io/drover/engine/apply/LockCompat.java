package io.drover.engine.apply;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whose locks an apply respects besides its own. A PostgreSQL database as a whole is locked for Atlas too in any case;
 * elsewhere Atlas's locks are so wide that targets would wait for each other, so only who runs both asks for them.
 */
public enum LockCompat {
    /** Only our own. */
    NONE,
    /**
     * Those of the Atlas CLI too, whichever comes first waits: on PostgreSQL the lock of the whole database also for one
     * schema of it, on MySQL that of the whole server, for SQLite the one lock file of the machine.
     */
    ATLAS;

    /** Reads a name in any case; empty for what is none. */
    public static Optional<LockCompat> parse(String name) {
        return Arrays.stream(values())
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
