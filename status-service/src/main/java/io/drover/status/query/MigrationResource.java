package io.drover.status.query;

import io.drover.kit.page.Page;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.status.Sql;
import io.drover.status.projection.Freshness;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /api/v1/status/migrations/{directory}/{version}}: which databases have a migration. */
@Path("/api/v1/status/migrations/{directory}/{version}")
class MigrationResource {
    private final Sql sql;
    private final MigrationStore store;
    private final Freshness freshness;

    MigrationResource(Sql sql, MigrationStore store, Freshness freshness) {
        this.sql = sql;
        this.store = store;
        this.freshness = freshness;
    }

    @GET
    @Tagged
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "APPLIED, PENDING, FAILED; several parted by commas")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "part of the target's name, in any case")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "where the page starts: next of the page before")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "rows of a page, 1 to 1000, default 100")
    public MigrationView one(
            @PathParam("directory") String directory, @PathParam("version") String version, @Context UriInfo request) {
        Parameters parameters = Parameters.of(request.getQueryParameters(), "state", "q", "cursor", "limit");
        List<MigrationView.State> states = parameters.words("state", MigrationView.State.class);
        int limit = parameters.limit();
        List<String> after = parameters.cursor(2);
        if (after != null && !after.get(1).matches("[0-9]{1,18}")) {
            parameters.fault("cursor", "The cursor is not one that this list gave out; start without a cursor.");
        }
        parameters.refuseFaults();
        MigrationChoice choice = new MigrationChoice(states, parameters.text("q"), after);
        return sql.asOfOneMoment(() -> one(directory, version, choice, limit));
    }

    private MigrationView one(String directory, String version, MigrationChoice choice, int limit) {
        Freshness.Stamp stamp = freshness.stamp();
        MigrationStore.Migration migration = store.find(directory, version)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "Directory " + directory + " has no migration " + version + ", or it was not heard of yet."));
        Page<MigrationStore.Row> page = Page.of(
                store.page(migration, choice, limit + 1),
                limit,
                row -> List.of(row.item().target(), String.valueOf(row.target())));
        return new MigrationView(
                directory,
                version,
                migration.description(),
                migration.file(),
                migration.since(),
                store.count(migration),
                page.items().stream().map(MigrationStore.Row::item).toList(),
                page.next(),
                stamp.asOf(),
                stamp.lag());
    }
}
