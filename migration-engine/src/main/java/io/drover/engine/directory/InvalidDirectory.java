package io.drover.engine.directory;

import java.util.List;
import java.util.stream.Collectors;

/** What was handed in cannot be a migration directory. Carries every fault, not only the first. */
public final class InvalidDirectory extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** @param faults at least one */
    public InvalidDirectory(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** All faults, in the order of the files. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * One fault.
     *
     * @param file name as it was handed in; empty when the whole archive is at fault
     * @param detail what is wrong, in one sentence
     */
    public record Fault(String file, String detail) {

        @Override
        public String toString() {
            return file.isEmpty() ? detail : file + ": " + detail;
        }
    }
}
