package io.drover.status.query;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Routes whose shape is fixed and which are not built yet: a client learns that they will come, not that they are wrong. */
@Path("/api/v1/status")
class LaterResource {

    @GET
    @Path("errors")
    public void errors() {
        throw notYet("The list of errors");
    }

    @GET
    @Path("migrations/{directory}/{version}")
    public void migrations() {
        throw notYet("The list of targets that have a migration");
    }

    @GET
    @Path("wait")
    public void await() {
        throw notYet("Waiting for a version");
    }

    private static Problem notYet(String what) {
        return Problem.of(ProblemType.NOT_AVAILABLE_YET, what + " is not available yet.");
    }
}
