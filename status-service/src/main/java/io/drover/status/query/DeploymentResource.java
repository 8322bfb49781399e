package io.drover.status.query;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.kit.page.Page;
import io.drover.kit.page.PublicUrl;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.status.projection.Freshness;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /api/v1/status/deployments…}: how deployments go, down to the statement. */
@Path("/api/v1/status/deployments")
class DeploymentResource {
    private final DeploymentStore deployments;
    private final RunReader runs;
    private final CellStore cells;
    private final RunDetails details;
    private final ResolutionReader resolutions;
    private final PublicUrl publicUrl;
    private final Freshness freshness;

    DeploymentResource(
            DeploymentStore deployments,
            RunReader runs,
            CellStore cells,
            RunDetails details,
            ResolutionReader resolutions,
            PublicUrl publicUrl,
            Freshness freshness) {
        this.deployments = deployments;
        this.runs = runs;
        this.cells = cells;
        this.details = details;
        this.resolutions = resolutions;
        this.publicUrl = publicUrl;
        this.freshness = freshness;
    }

    @GET
    @Tagged
    @Parameter(name = "directory", in = ParameterIn.QUERY, description = "only deployments of this directory")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "a state of a deployment; several parted by commas")
    @Parameter(name = "env", in = ParameterIn.QUERY, description = "only deployments with this label")
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "-id: the newest first; attention: FAILED and PAUSED first, then what goes on")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "where the page starts: next of the page before")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "rows of a page, 1 to 1000, default 100")
    public DeploymentView.DeploymentList list(@Context UriInfo request) {
        Parameters parameters =
                Parameters.of(request.getQueryParameters(), "state", "directory", "env", "sort", "cursor", "limit");
        Where where = new Where("d.created_at IS NOT NULL")
                .andIf(parameters.text("directory"), "d.directory = ?")
                .andIf(parameters.text("env"), "d.env = ?")
                .andIn(parameters.words("state", DeploymentState.class), "d.state");
        int limit = parameters.limit();
        DeploymentSort sort = DeploymentSort.read(parameters);
        sort.startAfter(parameters, where);
        parameters.refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        Page<DeploymentView> page =
                Page.of(deployments.page(where, sort, limit + 1, id -> link(request, id)), limit, sort::keyOf);
        return new DeploymentView.DeploymentList(page.items(), page.next(), stamp.asOf(), stamp.lag());
    }

    @GET
    @Tagged
    @Path("{id}")
    public DeploymentView.OneDeployment one(@PathParam("id") String id, @Context UriInfo request) {
        Parameters.of(request.getQueryParameters()).refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        DeploymentView found = find(id, request);
        return new DeploymentView.OneDeployment(found, deployments.options(found.id()), stamp.asOf(), stamp.lag());
    }

    @GET
    @Tagged
    @Path("{id}/cells")
    @Parameter(name = "names", in = ParameterIn.QUERY, description = "true: with the names of the targets")
    public CellStore.Cells cells(@PathParam("id") String id, @Context UriInfo request) {
        Parameters parameters = Parameters.of(request.getQueryParameters(), "names");
        boolean names = parameters.flag("names");
        parameters.refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        DeploymentView deployment = find(id, request);
        return cells.draw(deployment.id(), deployment.counts().total(), names).cells(stamp.asOf(), stamp.lag());
    }

    @GET
    @Tagged
    @Path("{id}/targets")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "a state of a run; several parted by commas")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "part of the target's name, in any case")
    @Parameter(name = "fingerprint", in = ParameterIn.QUERY, description = "only runs that failed with this error")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "where the page starts: next of the page before")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "rows of a page, 1 to 1000, default 100")
    public DeploymentView.RunList targets(@PathParam("id") String id, @Context UriInfo request) {
        Parameters parameters =
                Parameters.of(request.getQueryParameters(), "state", "q", "fingerprint", "cursor", "limit");
        List<RunState> states = parameters.words("state", RunState.class);
        int limit = parameters.limit();
        List<Long> after = parameters.numericCursor(2);
        parameters.refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        DeploymentView deployment = find(id, request);
        Page<DeploymentView.RunView> page = Page.of(
                runs.page(
                        new RunReader.Choice(
                                deployment.id(), states, parameters.text("q"), parameters.text("fingerprint"), after),
                        limit + 1),
                limit,
                row -> List.of(String.valueOf(row.position()), String.valueOf(row.run())));
        return new DeploymentView.RunList(page.items(), page.next(), stamp.asOf(), stamp.lag());
    }

    @GET
    @Tagged
    @Path("{id}/targets/{target}")
    public DeploymentView.RunDetail target(
            @PathParam("id") String id, @PathParam("target") String target, @Context UriInfo request) {
        Parameters.of(request.getQueryParameters()).refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        DeploymentView deployment = find(id, request);
        RunReader.Executed run = runs.find(deployment.id(), target)
                .orElseThrow(() ->
                        Problem.of(ProblemType.NOT_FOUND, "Deployment %d has no target %s.", deployment.id(), target));
        List<DeploymentView.FileView> files = details.files(run);
        return new DeploymentView.RunDetail(
                run.view(),
                deployment.id(),
                run.directory(),
                run.agent(),
                run.current(),
                files,
                RunLog.of(run.view(), files, details.migrationsInTotal(run)),
                resolutions.of(run.view().run()),
                stamp.asOf(),
                stamp.lag());
    }

    private DeploymentView find(String id, UriInfo request) {
        if (id.matches("[0-9]{1,18}")) {
            return deployments
                    .find(Long.parseLong(id), number -> link(request, number))
                    .orElseThrow(() -> missing(id));
        }
        throw missing(id);
    }

    private static Problem missing(String id) {
        return Problem.of(ProblemType.NOT_FOUND, "There is no deployment %s, or it was not heard of yet.", id);
    }

    private String link(UriInfo request, long id) {
        return publicUrl.link(request, "/deployments/sets/" + id);
    }
}
