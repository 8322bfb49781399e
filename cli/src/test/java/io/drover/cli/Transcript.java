package io.drover.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A session at the command line, as a text that people can read: {@code -- name --} and the lines below it are a file,
 * {@code $ drover …} is a command line, {@code $ sql FILE STATEMENT} changes a SQLite file; what follows was printed, to
 * stderr when it begins with {@code ! }; {@code = 1} is an exit code that is not 0. Words in single quotes are one
 * argument. Durations, times and the folder of the session are written {@code TIME}, {@code NOW} and {@code FOLDER}.
 */
final class Transcript {
    private final Bench bench;

    Transcript(Bench bench) {
        this.bench = bench;
    }

    /** Runs the session again and writes it down as it goes now. */
    String replay(String text) {
        StringBuilder played = new StringBuilder();
        List<String> lines = text.lines().toList();
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i++);
            if (line.startsWith("-- ") && line.endsWith(" --")) {
                StringBuilder content = new StringBuilder();
                played.append(line).append('\n');
                while (i < lines.size() && !isStep(lines.get(i))) {
                    played.append(lines.get(i)).append('\n');
                    content.append(lines.get(i++)).append('\n');
                }
                bench.file(
                        line.substring(3, line.length() - 3), content.toString().stripTrailing() + "\n");
            } else if (line.startsWith("$ ")) {
                played.append(line).append('\n').append(step(line.substring(2)));
            } else if (line.startsWith("#")) {
                played.append(line).append('\n');
            }
        }
        return played.toString();
    }

    private static boolean isStep(String line) {
        return line.startsWith("$ ") || line.startsWith("#") || line.startsWith("-- ") && line.endsWith(" --");
    }

    private String step(String command) {
        if (command.startsWith("sql ")) {
            String[] parts = command.split(" ", 3);
            bench.sql(parts[1], parts[2]);
            return "";
        }
        List<String> words = words(command);
        Cli.Result result = bench.run(words.subList(1, words.size()).toArray(String[]::new));
        StringBuilder printed = new StringBuilder(timeless(result.out()));
        timeless(result.err())
                .lines()
                .forEach(line -> printed.append(("! " + line).stripTrailing()).append('\n'));
        return printed + (result.exitCode() == 0 ? "" : "= " + result.exitCode() + "\n");
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : command.toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }

    private String timeless(String text) {
        return text.replace(bench.folder().toString(), "FOLDER")
                .replaceAll("\\(\\d[\\d.]*(?:ns|µs|ms|s)\\)", "(TIME)")
                .replaceAll("-- \\d[\\d.]*(?:ns|µs|ms|s)\\n", "-- TIME\n")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z", "NOW")
                .replaceAll("\"ExecutionTime\":\\d+", "\"ExecutionTime\":TIME")
                .replaceAll("Drover v[^\"]+", "Drover vX");
    }

    /** A file of the test resources, in the checkout. */
    static Path resource(String name) {
        return Path.of("src/test/resources/transcripts", name);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
