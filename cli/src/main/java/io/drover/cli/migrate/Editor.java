package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.io.IOException;
import java.nio.file.Path;

/** The user's own editor, waited for. */
final class Editor {
    private final Shell shell;

    Editor(Shell shell) {
        this.shell = shell;
    }

    void open(Path file) throws IOException {
        String editor = shell.variable("VISUAL") != null ? shell.variable("VISUAL") : shell.variable("EDITOR");
        String command = editor == null ? "vi" : editor;
        // The variable may hold arguments and quotes of its own, so the shell takes it apart; the file is an argument.
        Process process = new ProcessBuilder("/bin/sh", "-c", command + " \"$@\"", command, file.toString())
                .directory(shell.folder().toFile())
                .inheritIO()
                .start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw Failure.failed("the editor '" + command + "' ended with " + code + "; " + file
                        + " is there, 'drover migrate hash' rewrites atlas.sum after you have edited it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted while the editor was open.");
        }
    }
}
