package io.drover.kit.event;

/** A record that no retry will make readable: it goes to the dead letters of its topic. */
public final class UndecodableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndecodableEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
