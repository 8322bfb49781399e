package io.drover.status.query;

import io.drover.kit.page.Page;
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

/** {@code GET /api/v1/status/databases/{target}…}: where one target stands, what was done to it and what it waits for. */
@Path("/api/v1/status/databases/{target}")
class TargetResource {
    private final DatabaseStore store;
    private final PendingStore pending;
    private final TargetLookup targets;
    private final Freshness freshness;

    TargetResource(DatabaseStore store, PendingStore pending, TargetLookup targets, Freshness freshness) {
        this.store = store;
        this.pending = pending;
        this.targets = targets;
        this.freshness = freshness;
    }

    @GET
    @Tagged
    public DatabaseView.TargetView one(@PathParam("target") String name, @Context UriInfo request) {
        Parameters.of(request.getQueryParameters()).refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        TargetLookup.Found target = targets.find(name);
        Where where = new Where("(d.shown OR t.lifecycle <> 'ACTIVE')").and("d.target = ?", target.id());
        List<DatabaseView> items = store.page(Walk.all(), where, DatabaseSort.TARGET, 1_000).stream()
                .map(DatabaseStore.Row::view)
                .toList();
        return new DatabaseView.TargetView(target.facts(), items, stamp.asOf(), stamp.lag());
    }

    @GET
    @Tagged
    @Path("history")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "where the page starts: next of the page before")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "rows of a page, 1 to 1000, default 100")
    public DatabaseView.History history(@PathParam("target") String name, @Context UriInfo request) {
        Parameters parameters = Parameters.of(request.getQueryParameters(), "cursor", "limit");
        int limit = parameters.limit();
        List<String> after = parameters.cursor(2);
        parameters.refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        TargetLookup.Found target = targets.find(name);
        Page<DatabaseView.RevisionView> page = Page.of(
                store.history(target.id(), after, limit + 1), limit, row -> List.of(row.directory(), row.version()));
        return new DatabaseView.History(target.facts().target(), page.items(), page.next(), stamp.asOf(), stamp.lag());
    }

    @GET
    @Tagged
    @Path("pending")
    @Parameter(
            name = "directory",
            in = ParameterIn.QUERY,
            description = "which of the target's directories; needed when it has several")
    public PendingView pending(@PathParam("target") String name, @Context UriInfo request) {
        Parameters parameters = Parameters.of(request.getQueryParameters(), "directory");
        String wanted = parameters.text("directory");
        parameters.refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        TargetLookup.Found target = targets.find(name);
        List<String> directories = pending.directories(target.id());
        if (wanted == null && directories.size() > 1) {
            parameters.fault(
                    "directory", "The target has several directories: " + String.join(", ", directories) + ".");
            parameters.refuseFaults();
        }
        String directory = wanted != null || directories.isEmpty() ? wanted : directories.get(0);
        if (directory == null || !directories.contains(directory)) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "The target " + name + " has no directory" + (directory == null ? "." : " " + directory + "."));
        }
        return new PendingView(
                target.facts().target(),
                directory,
                pending.latest(directory).orElse(0),
                pending.files(target.id(), directory),
                stamp.asOf(),
                stamp.lag());
    }
}
