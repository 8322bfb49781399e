package io.drover.status.query;

import io.drover.kit.page.Page;
import io.drover.status.projection.Freshness;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * {@code GET /api/v1/status/errors}: what goes wrong, told once for all databases it goes wrong on. Without a deployment of
 * the databases that are in ERROR now, with one of its runs that failed.
 */
@Path("/api/v1/status/errors")
class ErrorResource {
    private final ErrorStore errors;
    private final Freshness freshness;

    ErrorResource(ErrorStore errors, Freshness freshness) {
        this.errors = errors;
        this.freshness = freshness;
    }

    @GET
    @Tagged
    @Parameter(name = "directory", in = ParameterIn.QUERY, description = "only databases of this directory")
    @Parameter(
            name = "deployment",
            in = ParameterIn.QUERY,
            description = "of the runs of this deployment, instead of the databases in ERROR now")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "where the page starts: next of the page before")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "rows of a page, 1 to 1000, default 100")
    public ErrorView.ErrorList list(@Context UriInfo request) {
        Parameters parameters =
                Parameters.of(request.getQueryParameters(), "directory", "deployment", "cursor", "limit");
        String directory = parameters.text("directory");
        Long deployment = parameters.id("deployment");
        int limit = parameters.limit();
        ErrorStore.After after = ErrorStore.After.read(parameters.cursor(2), parameters);
        parameters.refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        List<ErrorView> found = deployment == null
                ? errors.ofDatabases(directory, after, limit + 1)
                : errors.ofRuns(deployment, directory, after, limit + 1);
        Page<ErrorView> page =
                Page.of(found, limit, error -> List.of(String.valueOf(error.count()), error.fingerprint()));
        return new ErrorView.ErrorList(page.items(), page.next(), stamp.asOf(), stamp.lag());
    }
}
