package io.drover.status.query;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /api/v1/status/wait}: the gate before an application deploy, answered when databases have a version. */
@Path("/api/v1/status/wait")
class WaitResource {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Waiters waiters;

    WaitResource(Waiters waiters) {
        this.waiters = waiters;
    }

    @GET
    @NonBlocking
    @Parameter(name = "directory", in = ParameterIn.QUERY, required = true, description = "databases of this directory")
    @Parameter(
            name = "minVersion",
            in = ParameterIn.QUERY,
            required = true,
            description = "the migration that all of them shall have")
    @Parameter(name = "selector", in = ParameterIn.QUERY, description = "only databases with these labels")
    @Parameter(
            name = "timeout",
            in = ParameterIn.QUERY,
            description = "how long at most, PT30S unless told, up to PT60S")
    public Uni<WaitView> await(@Context UriInfo request) {
        Parameters parameters =
                Parameters.of(request.getQueryParameters(), "directory", "minVersion", "selector", "timeout");
        String directory = parameters.required("directory");
        String version = parameters.required("minVersion");
        parameters.selector();
        Duration timeout = parameters.duration("timeout", USUAL, LONGEST);
        parameters.refuseFaults();
        return waiters.await(new Readiness.Question(directory, version, parameters.text("selector")), timeout);
    }
}
