package io.drover.status.query;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** A link cannot say what it accepts: {@code ?format=csv} says it instead. */
@Provider
@PreMatching
class CsvChoice implements ContainerRequestFilter {
    static final String CSV = "text/csv";

    @Override
    public void filter(ContainerRequestContext request) {
        String format = request.getUriInfo().getQueryParameters().getFirst("format");
        if ("csv".equalsIgnoreCase(format) && request.getUriInfo().getPath().endsWith("/status/databases")) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, CSV);
        }
    }
}
