package io.drover.embedded.part;

/**
 * Says in one sentence why the stack, or a part of it, cannot run and what to do about it. The message is meant for the
 * person at the terminal; it never contains a secret. For a crashed part it ends with the part's last log lines.
 */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
