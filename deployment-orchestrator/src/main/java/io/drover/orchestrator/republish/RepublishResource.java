package io.drover.orchestrator.republish;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code POST /api/v1/deployments/republish}: tell all targets and deployments again. */
@Path("/api/v1/deployments/republish")
@Produces(MediaType.APPLICATION_JSON)
public class RepublishResource {
    private final Republishing republishing;

    RepublishResource(Republishing republishing) {
        this.republishing = republishing;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response republish() {
        return Response.accepted(republishing.all()).build();
    }
}
