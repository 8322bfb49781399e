package io.drover.status.query;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Routes whose shape is fixed and which are not built yet: a client learns that they will come, not that they are wrong. */
@Path("/api/v1/status")
class LaterResource {

    @GET
    @Path("stream")
    public void stream() {
        throw notYet("The stream of changes");
    }

    private static Problem notYet(String what) {
        return Problem.of(ProblemType.NOT_AVAILABLE_YET, what + " is not available yet.");
    }
}
