package io.drover.orchestrator.pool;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What passwords are sealed with for the agents of a pool. */
@Path("/api/v1/agent-pools/{pool}/key")
@Produces(MediaType.APPLICATION_JSON)
public class PoolKeyResource {
    private final PoolKeys keys;

    PoolKeyResource(PoolKeys keys) {
        this.keys = keys;
    }

    /** @param key base64url of a public keyset in Tink's binary form */
    public record PoolKeyView(String pool, String key) {}

    @GET
    public PoolKeyView key(@PathParam("pool") String pool) {
        return keys.find(pool)
                .map(key -> new PoolKeyView(pool, key))
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "No agent of the pool \"%s\" has told a key to seal passwords with: give its agents a keyset"
                                + " (DROVER_SEALING_KEYSET_FILE) and start them, or name the password by a reference,"
                                + " ${env:NAME} or ${file:/path}.",
                        pool));
    }
}
