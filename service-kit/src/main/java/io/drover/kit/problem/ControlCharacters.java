package io.drover.kit.problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses addresses that hold a control character once they are decoded: no name has one, and a database refuses the
 * character 0 with an error that would look like ours. Looks at the address as it was sent, where such a character can
 * only be written as an escape.
 */
@Provider
@PreMatching
public class ControlCharacters implements ContainerRequestFilter {
    private static final Pattern ESCAPED = Pattern.compile("%(?:[01][0-9A-Fa-f]|7[Ff])");

    private final CurrentVertxRequest request;

    ControlCharacters(CurrentVertxRequest request) {
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        check(request.getCurrent().request().uri());
    }

    /** Refuses {@code address}, a path with its query as it was sent. */
    static void check(String address) {
        if (ESCAPED.matcher(address).find()) {
            boolean inPath = ESCAPED.matcher(address.split("\\?", 2)[0]).find();
            String detail = "The " + (inPath ? "path" : "query") + " of the address holds a control character.";
            throw Problem.of(
                    ProblemType.INVALID_REQUEST, detail, List.of(new Fault(inPath ? "path" : "query", detail)));
        }
    }
}
