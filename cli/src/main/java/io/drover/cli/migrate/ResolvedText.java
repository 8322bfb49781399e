package io.drover.cli.migrate;

import io.drover.engine.apply.Resolution;

/** What a resolution says, for people. */
final class ResolvedText {
    private ResolvedText() {}

    /** @param text of the statement, null when it is not known here */
    static String of(String version, int statement, Resolution resolution, String text) {
        String end =
                resolution == Resolution.RAN ? "ran and counts as applied" : "did not run; the next apply executes it";
        String line = text == null ? "" : "  -> " + text.replace("\n", "\n     ") + "\n";
        return "Version " + version + ": statement " + statement + " " + end + "\n" + line;
    }
}
