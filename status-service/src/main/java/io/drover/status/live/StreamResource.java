package io.drover.status.live;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.status.query.DeploymentNumbers;
import io.drover.status.query.Parameters;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseHeader;

/** {@code GET /api/v1/status/stream}: what changes, while it does, as Server-Sent Events. */
@Path("/api/v1/status/stream")
class StreamResource {
    private static final String NUMBER = "[0-9]{1,18}";
    /** No change has this id, so what comes after it is never known. */
    private static final long NO_ID = 0;

    private final Broadcast broadcast;
    private final DeploymentNumbers deployments;

    StreamResource(Broadcast broadcast, DeploymentNumbers deployments) {
        this.broadcast = broadcast;
        this.deployments = deployments;
    }

    /** The worker thread that checks the parameters is free again before anything is told. */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Parameter(
            name = "deployment",
            in = ParameterIn.QUERY,
            description = "only this deployment, with the state of its runs")
    @Parameter(name = "directory", in = ParameterIn.QUERY, description = "only what concerns this directory")
    @APIResponse(
            responseCode = "200",
            description = "events change and reset, at most two a second; comments keep it open",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    public Multi<OutboundSseEvent> stream(
            @HeaderParam("Last-Event-ID") String lastEventId, @Context UriInfo request, @Context Sse sse) {
        Parameters parameters = Parameters.of(request.getQueryParameters(), "deployment", "directory");
        String deployment = parameters.text("deployment");
        String directory = parameters.text("directory");
        if (deployment != null && directory != null) {
            parameters.fault("directory", "A stream is of one deployment or of one directory, not of both.");
        }
        parameters.refuseFaults();
        Audience audience = new Audience(deployment == null ? null : known(deployment), directory);
        return broadcast.listen(audience, idOf(lastEventId)).map(signal -> signal.event(sse));
    }

    private long known(String deployment) {
        if (deployment.matches(NUMBER)) {
            long id = Long.parseLong(deployment);
            if (deployments.of(List.of(id)).containsKey(id)) {
                return id;
            }
        }
        throw Problem.of(ProblemType.NOT_FOUND, "There is no deployment %s, or it was not heard of yet.", deployment);
    }

    private static Long idOf(String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return null;
        }
        return lastEventId.matches(NUMBER) ? Long.parseLong(lastEventId) : NO_ID;
    }
}
