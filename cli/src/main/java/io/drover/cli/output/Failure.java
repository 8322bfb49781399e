package io.drover.cli.output;

import java.util.List;

/** A command cannot do what it was asked. Each sentence is printed as {@code Error: …}; the exit code says of what kind. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> sentences;

    private Failure(int exitCode, List<String> sentences, Throwable cause) {
        super(String.join("\n", sentences), cause);
        this.exitCode = exitCode;
        this.sentences = List.copyOf(sentences);
    }

    /** Exit code 1: it was tried and did not work. */
    public static Failure failed(String sentence) {
        return new Failure(ExitCodes.FAILED, List.of(sentence), null);
    }

    /** Exit code 1, with several faults at once. */
    public static Failure failed(List<String> sentences) {
        return new Failure(ExitCodes.FAILED, sentences, null);
    }

    /** Exit code 2: the command line or the configuration is wrong. */
    public static Failure misuse(String sentence) {
        return new Failure(ExitCodes.MISUSE, List.of(sentence), null);
    }

    /** Exit code 2, with several faults at once. */
    public static Failure misuse(List<String> sentences) {
        return new Failure(ExitCodes.MISUSE, sentences, null);
    }

    /** Exit code 3: nobody answers at the server's address. */
    public static Failure unreachable(String sentence, Throwable cause) {
        return new Failure(ExitCodes.UNREACHABLE, List.of(sentence), cause);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** One or more. */
    public List<String> sentences() {
        return sentences;
    }
}
