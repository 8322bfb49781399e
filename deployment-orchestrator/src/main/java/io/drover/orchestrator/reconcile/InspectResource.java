package io.drover.orchestrator.reconcile;

import io.drover.orchestrator.deployment.RegistryClient;
import io.drover.orchestrator.reconcile.InspectionStore.Content;
import io.drover.orchestrator.target.Targets;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code POST /api/v1/targets/inspect}: have targets asked what they are at, and their views corrected. */
@Path("/api/v1/targets/inspect")
@Produces(MediaType.APPLICATION_JSON)
public class InspectResource {
    private final Targets targets;
    private final RegistryClient registry;
    private final Inspections inspections;

    InspectResource(Targets targets, RegistryClient registry, Inspections inspections) {
        this.targets = targets;
        this.registry = registry;
        this.inspections = inspections;
    }

    /** Which targets: by name, or all that match the selector; neither: the whole fleet. */
    public record InspectRequest(List<String> names, String selector) {}

    /**
     * What follows.
     *
     * @param inspections targets that are being asked
     * @param withoutDirectory targets that belong to no directory yet: there is nothing to hold them against
     */
    public record InspectAnswer(int inspections, int withoutDirectory) {}

    /** Each target is held against the latest version of its directory. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response inspect(InspectRequest request) {
        Map<String, List<Long>> chosen = targets.byDirectory(
                request == null || request.names() == null ? List.of() : request.names(),
                request == null ? null : request.selector());
        Map<Content, List<Long>> questions = new LinkedHashMap<>();
        new TreeMap<>(chosen).forEach((directory, ids) -> {
            if (!directory.isEmpty()) {
                RegistryClient.Latest latest = registry.latest(directory);
                questions.put(new Content(directory, latest.sequence(), latest.digest()), ids);
            }
        });
        int asked = QuarkusTransaction.requiringNew()
                .call(() -> questions.entrySet().stream()
                        .mapToInt(question -> inspections.ask(question.getValue(), question.getKey()))
                        .sum());
        int without = chosen.getOrDefault("", List.of()).size();
        return Response.accepted(new InspectAnswer(asked, without)).build();
    }
}
