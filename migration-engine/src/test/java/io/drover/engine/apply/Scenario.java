package io.drover.engine.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A story about a database in plain text. A line that begins with {@code #} is prose, a line that begins with {@code |}
 * belongs to the command above it, any other line is a command. CONTRIBUTING.md lists the commands.
 */
record Scenario(Path file, List<Step> steps) {

    private static final String ANYTHING = "…";

    /**
     * One command.
     *
     * @param before prose and empty lines above it
     * @param text the lines that belong to it, without their bars
     */
    record Step(List<String> before, String command, List<String> text) {

        /** What the command is given. */
        String input() {
            return text.stream().map(line -> line + "\n").collect(Collectors.joining());
        }

        /** Whether this is what the command was to print; an ellipsis stands for any part of a line. */
        boolean expects(List<String> printed) {
            if (printed.size() != text.size()) {
                return false;
            }
            for (int i = 0; i < printed.size(); i++) {
                String line = Pattern.quote(text.get(i)).replace(ANYTHING, "\\E.*\\Q");
                if (!printed.get(i).matches(line)) {
                    return false;
                }
            }
            return true;
        }

        Step printing(List<String> printed) {
            return new Step(before, command, printed);
        }
    }

    static Scenario read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        List<String> before = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("|")) {
                steps.get(steps.size() - 1).text().add(line.length() > 1 ? line.substring(2) : "");
            } else if (line.isBlank() || line.startsWith("#")) {
                before.add(line);
            } else {
                steps.add(new Step(List.copyOf(before), line.strip(), new ArrayList<>()));
                before.clear();
            }
        }
        return new Scenario(file, steps);
    }

    /** Writes the file anew, with these steps. */
    void write(List<Step> played) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Step step : played) {
            lines.addAll(step.before());
            lines.add(step.command());
            step.text().forEach(line -> lines.add(("| " + line).stripTrailing()));
        }
        Files.write(file, lines);
    }
}
