package io.drover.orchestrator.deployment;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** Addresses that belong to the API and are not built yet say so, instead of pretending not to exist. */
final class LaterResources {
    private LaterResources() {}

    private static Problem later(String what) {
        return Problem.of(ProblemType.NOT_AVAILABLE_YET, "%s is not available yet.", what);
    }

    /** Controls of a rollout. */
    @Path("/api/v1/deployments")
    public static class OfDeployments {
        @POST
        @Path("/{id}/{control: promote|approve|skip}")
        public void control() {
            throw later("This control of a deployment");
        }

        @PATCH
        @Path("/{id}")
        public void change() {
            throw later("Changing a deployment");
        }
    }

    /** Work on targets outside of a deployment. */
    @Path("/api/v1/targets")
    public static class OfTargets {
        @POST
        @Path("/label")
        public void many() {
            throw later("Working on many targets");
        }

        @POST
        @Path("/{name}/set")
        public void one() {
            throw later("Setting the revisions of a target");
        }
    }

    /** Groups of targets. */
    @Path("/api/v1/target-groups")
    public static class OfGroups {
        @GET
        public void list() {
            throw later("A group of targets");
        }

        @GET
        @Path("/{name}")
        public void get() {
            throw later("A group of targets");
        }

        @PUT
        @Path("/{name}")
        public void put() {
            throw later("A group of targets");
        }

        @DELETE
        @Path("/{name}")
        public void delete() {
            throw later("A group of targets");
        }
    }
}
