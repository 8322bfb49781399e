package io.drover.status.query;

import io.drover.kit.page.Page;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.select.LabelSelector;
import io.drover.status.projection.Freshness;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /api/v1/status/databases…}: which databases are where, and what was done to them. */
@Path("/api/v1/status/databases")
class DatabaseResource {
    private final DatabaseStore store;
    private final StandingStore standings;
    private final TargetLookup targets;
    private final Freshness freshness;

    DatabaseResource(DatabaseStore store, StandingStore standings, TargetLookup targets, Freshness freshness) {
        this.store = store;
        this.standings = standings;
        this.targets = targets;
        this.freshness = freshness;
    }

    @GET
    @Parameter(name = "directory", in = ParameterIn.QUERY, description = "only databases of this directory")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "SYNCED, PENDING, ERROR; several parted by commas")
    @Parameter(name = "env", in = ParameterIn.QUERY, description = "environment of the last deployment")
    @Parameter(
            name = "selector",
            in = ParameterIn.QUERY,
            description = "by labels: region=eu,tier in (gold,silver),!legacy")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "part of the name, in any case")
    @Parameter(name = "sort", in = ParameterIn.QUERY, description = "target, -target, updatedAt, -updatedAt")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "where the page starts: next of the page before")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "rows of a page, 1 to 1000, default 100")
    public DatabaseView.DatabaseList list(@Context UriInfo request) {
        Parameters parameters = Parameters.of(
                request.getQueryParameters(),
                "directory",
                "state",
                "env",
                "group",
                "selector",
                "q",
                "sort",
                "cursor",
                "limit");
        if (parameters.text("group") != null) {
            throw Problem.of(ProblemType.NOT_AVAILABLE_YET, "Databases cannot be filtered by target group yet.");
        }
        String directory = parameters.text("directory");
        String env = parameters.text("env");
        String search = parameters.text("q");
        LabelSelector selector = parameters.selector();
        List<DatabaseState> states = parameters.words("state", DatabaseState.class);
        DatabaseSort sort = DatabaseSort.read(parameters);
        int limit = parameters.limit();

        Where chosen = new Where("d.shown").andIf(directory, "d.directory = ?").andIf(env, "dep.env = ?");
        if (search != null) {
            chosen.and("strpos(lower(t.name), lower(?)) > 0", search);
        }
        if (selector != null) {
            List<Object> values = new ArrayList<>();
            String condition = selector.sql("t.labels", values);
            chosen.and(condition, values.toArray());
        }
        Where shown = chosen.copy().andIn(states, DatabaseState.SQL);
        sort.startAfter(parameters.cursor(3), shown, parameters);
        parameters.refuseFaults();

        Freshness.Stamp stamp = freshness.stamp();
        Page<DatabaseStore.Row> page = Page.of(store.page(shown, sort, limit + 1), limit, sort::keyOf);
        boolean histogramKnows = env == null && search == null && selector == null;
        return new DatabaseView.DatabaseList(
                page.items().stream().map(DatabaseStore.Row::view).toList(),
                page.next(),
                histogramKnows ? counts(standings.of(directory)) : store.count(chosen),
                stamp.asOf(),
                stamp.lag());
    }

    private static DatabaseView.Counts counts(List<StandingStore.Standing> standings) {
        return new DatabaseView.Counts(
                StandingStore.count(standings, DatabaseState.SYNCED),
                StandingStore.count(standings, DatabaseState.PENDING),
                StandingStore.count(standings, DatabaseState.ERROR));
    }

    @GET
    @Path("{target}")
    public DatabaseView.TargetView one(@PathParam("target") String name, @Context UriInfo request) {
        Parameters.of(request.getQueryParameters()).refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        TargetLookup.Found target = targets.find(name);
        Where where = new Where("(d.shown OR t.lifecycle <> 'ACTIVE')").and("t.id = ?", target.id());
        List<DatabaseView> items = store.page(where, DatabaseSort.TARGET, 1_000).stream()
                .map(DatabaseStore.Row::view)
                .toList();
        return new DatabaseView.TargetView(target.facts(), items, stamp.asOf(), stamp.lag());
    }

    @GET
    @Path("{target}/history")
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
}
