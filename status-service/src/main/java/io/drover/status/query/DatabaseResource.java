package io.drover.status.query;

import io.drover.kit.page.Page;
import io.drover.status.Sql;
import io.drover.status.projection.Freshness;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /api/v1/status/databases}: which databases are where, as pages and as one table. */
@Path("/api/v1/status/databases")
class DatabaseResource {
    private static final String[] FILTERS = {
        "directory", "state", "env", "group", "selector", "q", "fingerprint", "sort", "format"
    };
    private static final String[] PAGED =
            Stream.concat(Arrays.stream(FILTERS), Stream.of("cursor", "limit")).toArray(String[]::new);

    /** Rows of a table that are read at once. */
    private static final int PART = 1_000;

    private final Sql sql;
    private final DatabaseStore store;
    private final DatabaseFilter filter;
    private final Freshness freshness;

    DatabaseResource(Sql sql, DatabaseStore store, DatabaseFilter filter, Freshness freshness) {
        this.sql = sql;
        this.store = store;
        this.filter = filter;
        this.freshness = freshness;
    }

    @GET
    @Tagged
    @Produces(MediaType.APPLICATION_JSON)
    @Parameter(name = "directory", in = ParameterIn.QUERY, description = "only databases of this directory")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "SYNCED, PENDING, ERROR; several parted by commas")
    @Parameter(name = "env", in = ParameterIn.QUERY, description = "environment of the last deployment")
    @Parameter(
            name = "selector",
            in = ParameterIn.QUERY,
            description = "by labels: region=eu,tier in (gold,silver),!legacy")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "part of the name, in any case")
    @Parameter(
            name = "fingerprint",
            in = ParameterIn.QUERY,
            description = "only databases in ERROR for this reason, see errors")
    @Parameter(name = "sort", in = ParameterIn.QUERY, description = "target, -target, updatedAt, -updatedAt")
    @Parameter(name = "format", in = ParameterIn.QUERY, description = "json, or csv for all pages as one table")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "where the page starts: next of the page before")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "rows of a page, 1 to 1000, default 100")
    public DatabaseView.DatabaseList list(@Context UriInfo request) {
        Parameters parameters = Parameters.of(request.getQueryParameters(), PAGED);
        parameters.oneOf("format", "json");
        DatabaseFilter.Reading asked = filter.read(parameters);
        int limit = parameters.limit();
        Where from = new Where("true");
        asked.sort().startAfter(parameters.cursor(3), from, parameters);
        parameters.refuseFaults();

        return sql.asOfOneMoment(() -> list(asked, from, limit));
    }

    private DatabaseView.DatabaseList list(DatabaseFilter.Reading asked, Where from, int limit) {
        Freshness.Stamp stamp = freshness.stamp();
        DatabaseFilter.Chosen chosen = filter.chosen(asked);
        Page<DatabaseStore.Row> page = Page.of(read(chosen, from, limit + 1), limit, asked.sort()::keyOf);
        return new DatabaseView.DatabaseList(
                page.items().stream().map(DatabaseStore.Row::view).toList(),
                page.next(),
                chosen.histogram() == null
                        ? store.count(chosen.walk(), chosen.counted())
                        : StandingStore.counts(chosen.histogram()),
                stamp.asOf(),
                stamp.lag());
    }

    private List<DatabaseStore.Row> read(DatabaseFilter.Chosen chosen, Where from, int rows) {
        return store.page(chosen.walk(), chosen.shown().copy().and(from), chosen.sort(), rows);
    }

    /**
     * All databases that a filter chooses, as a table. It is read page by page while it is sent, so that it holds neither
     * memory nor a connection however large the fleet and however slow the reader; what changes meanwhile may be shown
     * as it was or as it is.
     */
    @GET
    @Produces(CsvChoice.CSV)
    @Operation(hidden = true)
    public Response table(@Context UriInfo request) {
        Parameters parameters = Parameters.of(request.getQueryParameters(), FILTERS);
        parameters.text("format");
        DatabaseFilter.Reading asked = filter.read(parameters);
        parameters.refuseFaults();
        StreamingOutput table = out -> {
            DatabaseCsv csv = new DatabaseCsv(out);
            List<DatabaseStore.Row> part = part(asked, new Where("true"));
            while (!part.isEmpty()) {
                csv.write(part.stream().map(DatabaseStore.Row::view).toList());
                Where rest = new Where("true");
                asked.sort().startAfter(asked.sort().keyOf(part.get(part.size() - 1)), rest, parameters);
                part = part.size() < PART ? List.of() : part(asked, rest);
            }
        };
        return Response.ok(table)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"databases.csv\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private List<DatabaseStore.Row> part(DatabaseFilter.Reading asked, Where from) {
        return sql.asOfOneMoment(() -> read(filter.chosen(asked), from, PART));
    }
}
