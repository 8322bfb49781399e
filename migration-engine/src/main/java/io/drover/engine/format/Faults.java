package io.drover.engine.format;

import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.directory.InvalidDirectory.Fault;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a directory, so that it is told at once. */
final class Faults {

    private final List<Fault> found = new ArrayList<>();

    void add(String file, String detail) {
        found.add(new Fault(file, detail));
    }

    void add(String file, int line, String detail) {
        add(file, "line " + line + ": " + detail);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidDirectory(found);
        }
    }
}
