package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import picocli.CommandLine.Option;

/** {@code --max-parallel} of commands that work on many targets from here. */
final class ParallelOption {
    @Option(
            names = "--max-parallel",
            paramLabel = "N",
            description = "Targets to work on at once (default: one after the other).")
    private Integer parallel;

    int targets() {
        if (parallel == null) {
            return 1;
        }
        if (parallel < 1) {
            throw Failure.misuse("--max-parallel is 1 or more, not " + parallel + ".");
        }
        return parallel;
    }

    /** The control plane tells all at once. */
    void requireNone() {
        if (parallel != null) {
            throw Failure.misuse("--max-parallel is for a folder (file://), whose targets are asked from here.");
        }
    }
}
