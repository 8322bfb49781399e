package io.drover.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command stands and where it writes: everything it may know of the process around it.
 *
 * @param folder what relative paths are relative to; absolute
 * @param environment the environment variables
 * @param out results; nothing but results
 * @param err errors, notices and the progress line
 * @param terminal true when a person looks at it: colours are welcome
 * @param live true when a person looks at the errors, too, so that a line there may be written over and over
 */
public record Shell(
        Path folder,
        Map<String, String> environment,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        boolean live) {
    /** The process's own. Text goes out as UTF-8 whatever the locale. */
    public static Shell ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean terminal = Terminal.isHere() && !environment.containsKey("NO_COLOR");
        return new Shell(
                Path.of("").toAbsolutePath(),
                environment,
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                terminal,
                terminal && Terminal.mayBe(2));
    }

    /** A shell whose errors go where its results go. */
    public Shell(Path folder, Map<String, String> environment, PrintWriter out, PrintWriter err, boolean terminal) {
        this(folder, environment, out, err, terminal, terminal);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /** A variable that is set and not empty, else null. */
    public String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Something worth knowing that is neither a result nor an error. */
    public void notice(String sentence) {
        err.println(sentence);
    }

    /** Prints text that already ends its lines. */
    public void block(String text) {
        out.print(text);
        out.flush();
    }
}
