package io.drover.engine.target;

/** A target URL that cannot be used. The message never contains a password. */
public final class InvalidTargetUrl extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and how such a URL looks */
    public InvalidTargetUrl(String message) {
        super(message);
    }
}
