package io.drover.registry.content;

/** A file that is not the text of statements. The message says where and why. */
final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableFile(String message) {
        super(message);
    }
}
