package io.drover.status.query;

import io.drover.kit.page.Page;
import io.drover.status.projection.Freshness;
import io.quarkus.panache.common.Sort;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /api/v1/status/agents}: who is alive and what it does. */
@Path("/api/v1/status/agents")
class AgentResource {
    private final Freshness freshness;

    AgentResource(Freshness freshness) {
        this.freshness = freshness;
    }

    /** One agent. {@code held} runs are executed, {@code waiting} ones were polled and not begun. */
    public record AgentView(
            String agent,
            String pool,
            boolean alive,
            String hostId,
            String version,
            int slots,
            int held,
            int waiting,
            boolean leaving,
            Instant startedAt,
            Instant lastBeatAt) {}

    public record AgentList(List<AgentView> items, String next, Instant asOf, Duration lag) {}

    @GET
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "where the page starts: next of the page before")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "rows of a page, 1 to 1000, default 100")
    public AgentList list(@Context UriInfo request) {
        Parameters parameters = Parameters.of(request.getQueryParameters(), "cursor", "limit");
        int limit = parameters.limit();
        List<String> after = parameters.cursor(1);
        parameters.refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        Instant now = Instant.now();
        List<Agent> agents = Agent.<Agent>find("id > ?1", Sort.by("id"), after == null ? "" : after.get(0))
                .page(0, limit + 1)
                .list();
        Page<AgentView> page =
                Page.of(agents.stream().map(agent -> view(agent, now)).toList(), limit, row -> List.of(row.agent()));
        return new AgentList(page.items(), page.next(), stamp.asOf(), stamp.lag());
    }

    private static AgentView view(Agent agent, Instant now) {
        return new AgentView(
                agent.id,
                agent.pool,
                agent.isAlive(now),
                agent.hostId,
                agent.version,
                agent.slots,
                agent.held,
                agent.waiting,
                agent.leaving,
                agent.startedAt,
                agent.beatAt);
    }
}
