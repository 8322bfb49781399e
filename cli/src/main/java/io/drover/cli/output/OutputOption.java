package io.drover.cli.output;

import picocli.CommandLine.Option;

/** {@code -o table|json}. */
public final class OutputOption {
    /** How results are printed. */
    public enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    /** True for {@code -o json}. */
    public boolean json() {
        return format == Format.json;
    }
}
