package io.drover.orchestrator.deployment;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.kit.page.Cursor;
import io.drover.kit.page.Limit;
import io.drover.kit.page.Page;
import io.drover.kit.page.PublicUrl;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.problem.StrictJson;
import io.drover.orchestrator.rollout.RolloutControls;
import io.drover.orchestrator.rollout.RunDispatcher;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Deployments over HTTP. */
@Path("/api/v1/deployments")
@Produces(MediaType.APPLICATION_JSON)
public class DeploymentResource {
    private final Deployments deployments;
    private final DeploymentQueries queries;
    private final RolloutControls controls;
    private final RunDispatcher dispatcher;
    private final PublicUrl publicUrl;

    DeploymentResource(
            Deployments deployments,
            DeploymentQueries queries,
            RolloutControls controls,
            RunDispatcher dispatcher,
            PublicUrl publicUrl) {
        this.deployments = deployments;
        this.queries = queries;
        this.controls = controls;
        this.dispatcher = dispatcher;
        this.publicUrl = publicUrl;
    }

    /** Which failed targets to try again; null or empty: all. */
    public record RetryRequest(List<String> targets) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(DeploymentRequest request, @HeaderParam("Idempotency-Key") String key, UriInfo uri) {
        DeploymentView view = view(deployments.create(request, key), uri);
        return Response.accepted(view)
                .location(URI.create(publicUrl.link(uri, "/api/v1/deployments/" + view.id())))
                .build();
    }

    @GET
    public Page<DeploymentView> list(
            @QueryParam("state") List<String> states,
            @QueryParam("directory") String directory,
            @QueryParam("env") String env,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit,
            UriInfo uri) {
        return queries.list(
                states(states, DeploymentState.class),
                directory,
                env,
                position(cursor, Long.MAX_VALUE),
                Limit.of(limit),
                id -> link(uri, id));
    }

    @GET
    @Path("/{id}")
    public DeploymentView get(@PathParam("id") long id, UriInfo uri) {
        return view(id, uri);
    }

    @GET
    @Path("/{id}/runs")
    public Page<RunView> runs(
            @PathParam("id") long id,
            @QueryParam("state") List<String> states,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        return queries.runs(id, states(states, RunState.class), (int) position(cursor, -1), Limit.of(limit));
    }

    /** Why it is paused; null or left out: no reason is told. */
    public record PauseRequest(String reason) {}

    @POST
    @Path("/{id}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    public DeploymentView pause(@PathParam("id") long id, byte[] body, UriInfo uri) throws IOException {
        controls.pause(
                id, read(body, PauseRequest.class, new PauseRequest(null)).reason());
        return view(id, uri);
    }

    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    public DeploymentView resume(@PathParam("id") long id, UriInfo uri) {
        dispatcher.send(controls.resume(id));
        return view(id, uri);
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    public DeploymentView cancel(@PathParam("id") long id, UriInfo uri) {
        dispatcher.send(controls.cancel(id));
        return view(id, uri);
    }

    @POST
    @Path("/{id}/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    public DeploymentView retry(@PathParam("id") long id, byte[] body, UriInfo uri) throws IOException {
        dispatcher.send(controls.retry(
                id, read(body, RetryRequest.class, new RetryRequest(null)).targets()));
        return view(id, uri);
    }

    private static <T> T read(byte[] body, Class<T> type, T whenEmpty) throws IOException {
        return body == null || body.length == 0
                ? whenEmpty
                : type.cast(StrictJson.read(new ByteArrayInputStream(body), type));
    }

    private DeploymentView view(long id, UriInfo uri) {
        return queries.get(id, each -> link(uri, each));
    }

    private String link(UriInfo uri, long id) {
        return publicUrl.link(uri, "/deployments/sets/" + id);
    }

    private static long position(String cursor, long first) {
        List<String> key = Cursor.decode(cursor, 1);
        try {
            return key == null ? first : Long.parseLong(key.get(0));
        } catch (NumberFormatException e) {
            String detail = "The cursor is not one that this list gave out; start without a cursor.";
            throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("cursor", detail)));
        }
    }

    /** States by their names in any case, given several times or with commas between. */
    private static <E extends Enum<E>> List<E> states(List<String> texts, Class<E> type) {
        List<E> states = new ArrayList<>();
        for (String text :
                texts.stream().flatMap(each -> Arrays.stream(each.split(","))).toList()) {
            try {
                states.add(Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                String detail = "There is no state \"" + text + "\"; there are "
                        + Arrays.toString(type.getEnumConstants()) + ".";
                throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("state", detail)));
            }
        }
        return states;
    }
}
