package io.drover.all;

import io.drover.cli.output.Shell;

/** What the demo shows: titles, explanations, commands as typed, their output. Colours on a terminal only. */
final class DemoScreen {
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String CYAN = "\u001b[36m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Shell shell;

    DemoScreen(Shell shell) {
        this.shell = shell;
    }

    void title(String text) {
        print("\n" + styled(BOLD, "== " + text) + "\n");
    }

    void say(String text) {
        print(styled(DIM, text) + "\n");
    }

    void command(String line) {
        print("\n" + styled(CYAN, "$ " + line) + "\n");
    }

    void output(String text) {
        StringBuilder shown = new StringBuilder();
        text.lines()
                .forEach(line -> shown.append(line.startsWith("Error: ") ? styled(RED, line) : line)
                        .append('\n'));
        print(shown.toString());
    }

    private String styled(String style, String text) {
        return shell.terminal() ? style + text + PLAIN : text;
    }

    private void print(String text) {
        shell.out().print(text);
        shell.out().flush();
    }
}
