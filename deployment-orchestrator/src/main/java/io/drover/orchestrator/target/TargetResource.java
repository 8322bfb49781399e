package io.drover.orchestrator.target;

import io.drover.kit.page.Cursor;
import io.drover.kit.page.Limit;
import io.drover.kit.page.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;

/** The fleet over HTTP. */
@Path("/api/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
public class TargetResource {
    private final Targets targets;
    private final TargetBulk bulk;

    TargetResource(Targets targets, TargetBulk bulk) {
        this.targets = targets;
        this.bulk = bulk;
    }

    @GET
    public Page<TargetView> list(
            @QueryParam("selector") String selector,
            @QueryParam("q") String q,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        List<String> after = Cursor.decode(cursor, 1);
        return targets.list(selector, q, after == null ? null : after.get(0), Limit.of(limit));
    }

    @GET
    @Path("/{name}")
    public TargetView get(@PathParam("name") String name) {
        return targets.get(name);
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(@PathParam("name") String name, TargetInput input) {
        Targets.Put put = targets.put(name, input);
        return Response.status(put.isNew() ? 201 : 200).entity(put.target()).build();
    }

    @PATCH
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public TargetView patch(@PathParam("name") String name, TargetPatch patch) {
        return targets.patch(name, patch);
    }

    @DELETE
    @Path("/{name}")
    public void retire(@PathParam("name") String name) {
        targets.retire(name);
    }

    @POST
    @Path("/bulk")
    @Consumes(MediaType.APPLICATION_JSON)
    public TargetBulk.Summary bulkArray(InputStream body) {
        return bulk.register(new BulkArray(body));
    }

    @POST
    @Path("/bulk")
    @Consumes({"application/x-ndjson", "application/ndjson", "application/jsonl"})
    public TargetBulk.Summary bulkLines(InputStream body) {
        return bulk.register(new BulkLines(body));
    }

    @POST
    @Path("/bulk")
    @Consumes("text/csv")
    public TargetBulk.Summary bulkTable(InputStream body) {
        return bulk.register(new BulkTable(body));
    }
}
