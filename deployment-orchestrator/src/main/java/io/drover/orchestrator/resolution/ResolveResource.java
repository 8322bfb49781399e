package io.drover.orchestrator.resolution;

import io.drover.contracts.Resolution.Outcome;
import io.drover.kit.page.Page;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/** What became of ambiguous statements, over HTTP. */
@Path("/api/v1/targets/{name}")
@Produces(MediaType.APPLICATION_JSON)
public class ResolveResource {
    private static final String ANONYMOUS = "anonymous";

    private final Resolutions resolutions;
    private final ResolutionDispatcher dispatcher;

    ResolveResource(Resolutions resolutions, ResolutionDispatcher dispatcher) {
        this.resolutions = resolutions;
        this.dispatcher = dispatcher;
    }

    /**
     * What is said.
     *
     * @param version null: the one that is ambiguous
     * @param statement counted from 1; null: the one that is ambiguous
     * @param outcome {@code RAN} or {@code DID_NOT_RUN}
     */
    public record ResolveRequest(String version, Integer statement, String outcome) {}

    @POST
    @Path("/resolve")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response resolve(@PathParam("name") String name, ResolveRequest request) {
        Outcome outcome = outcome(request == null ? null : request.outcome());
        ResolutionView said = resolutions.say(name, request.version(), request.statement(), outcome, ANONYMOUS);
        dispatcher.send();
        return Response.accepted(said).build();
    }

    /** The latest hundred, the latest first. */
    @GET
    @Path("/resolutions")
    public Page<ResolutionView> list(@PathParam("name") String name) {
        return new Page<>(resolutions.of(name), null);
    }

    private static Outcome outcome(String text) {
        try {
            return Outcome.valueOf(
                    String.valueOf(text).strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            String detail = "The outcome is RAN or DID_NOT_RUN, not \"" + text + "\".";
            throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("/outcome", detail)));
        }
    }
}
