package io.drover.kit.problem;

import java.net.URI;

/**
 * Every kind of error an HTTP answer can carry. The {@link #word} is stable: clients may branch on it. Listed with
 * meaning and remedy in {@code docs/reference/problems.md}.
 */
public enum ProblemType {
    MALFORMED_JSON(400, "The body is not JSON"),
    FOREIGN_ORIGIN(403, "The request comes from a page of another origin"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This address does not take that method"),
    NOT_ACCEPTABLE(406, "No answer in the wanted format"),
    HISTORY_REWRITTEN(409, "Files that were pushed before have changed"),
    OUT_OF_ORDER(409, "A new file sorts before files that were pushed before"),
    DIRECTORY_MISMATCH(409, "The target belongs to another directory"),
    NAME_TAKEN(409, "The name belongs to another target"),
    SUPERSEDED(409, "A newer deployment has touched the target"),
    WRONG_STATE(409, "Not possible in this state"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has a content type that is not taken here"),
    INVALID_REQUEST(422, "The request has faults"),
    NOT_AVAILABLE_YET(422, "Not available yet"),
    INVALID_DIRECTORY(422, "The files are not a migration directory"),
    CHECKSUM_MISMATCH(422, "The files do not match atlas.sum"),
    UNKNOWN_DIRECTORY(422, "There is no such directory"),
    UNKNOWN_VERSION(422, "The directory has no such version"),
    UNKNOWN_TARGET(422, "There is no such target"),
    NO_TARGETS(422, "No target was chosen"),
    UNSUPPORTED_DIALECT(422, "Targets of this kind are not supported"),
    HOST_REQUIRED(422, "A file target needs the host it lives on"),
    LITERAL_SECRET(422, "A URL holds a password"),
    IDEMPOTENCY_CONFLICT(422, "The idempotency key was used for another request"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    REGISTRY_UNAVAILABLE(503, "The registry cannot be reached"),
    SERVICE_UNAVAILABLE(503, "The service cannot be reached");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** {@code history-rewritten} for {@link #HISTORY_REWRITTEN}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** {@code urn:drover:problem:history-rewritten}. */
    public URI uri() {
        return URI.create("urn:drover:problem:" + word());
    }

    /** The general type for an HTTP status, for errors that the framework found. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 400, 422 -> INVALID_REQUEST;
            case 403 -> FOREIGN_ORIGIN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> SERVICE_UNAVAILABLE;
            default -> INTERNAL_ERROR;
        };
    }
}
