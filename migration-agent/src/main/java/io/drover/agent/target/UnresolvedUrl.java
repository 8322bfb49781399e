package io.drover.agent.target;

/**
 * A URL that cannot be used, and why. The message names references and never values.
 *
 * <p>Its code is {@code secret-unavailable} when a reference cannot be resolved here, else {@code invalid-url}.
 */
public final class UnresolvedUrl extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String hint;

    private UnresolvedUrl(String code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    static UnresolvedUrl secretUnavailable(String message, String hint) {
        return new UnresolvedUrl("secret-unavailable", message, hint);
    }

    static UnresolvedUrl invalid(String message, String hint) {
        return new UnresolvedUrl("invalid-url", message, hint);
    }

    public String code() {
        return code;
    }

    /** What to do next. */
    public String hint() {
        return hint;
    }
}
