package io.drover.cli.output;

/** One line that is written over and over, on a terminal only. */
public final class ProgressText {
    private static final String ERASE = "\r\u001b[2K";

    private final Shell shell;
    private boolean shown;

    public ProgressText(Shell shell) {
        this.shell = shell;
    }

    /** Writes the line in place of the one before. */
    public void show(String text) {
        if (shell.live()) {
            shell.err().print(ERASE + "\u001b[2m" + text + "\u001b[0m");
            shell.err().flush();
            shown = true;
        }
    }

    /** Takes the line away. */
    public void clear() {
        if (shown) {
            shell.err().print(ERASE);
            shell.err().flush();
            shown = false;
        }
    }
}
