package io.drover.status.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunCounts;
import io.drover.contracts.RunState;
import io.drover.status.projection.Change;
import io.drover.status.projection.Freshness;
import io.drover.status.query.Cell;
import io.drover.status.query.DeploymentView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a listener is told of a change.
 *
 * @param directories names of those in which something changed
 * @param deployments those that changed, as they are now, the newest first
 * @param databases true when the list of databases is to be read again
 * @param agents the same for agents
 * @param cells position and letter of every run that changed; only for listeners of one deployment
 * @param cellsChanged true when these were too many, and all are to be read again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Message(
        List<String> directories,
        List<Progress> deployments,
        boolean databases,
        boolean agents,
        List<List<Object>> cells,
        Boolean cellsChanged,
        Instant asOf,
        Duration lag) {

    /** Where a deployment stands; the fields are those of {@link DeploymentView}. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Progress(
            long id,
            String directory,
            DeploymentState state,
            RunCounts counts,
            Double rate,
            Instant eta,
            boolean settling,
            Instant startedAt,
            Instant finishedAt) {}

    /** @param now the deployments of the change that were heard of */
    static Message of(Audience audience, Change change, Map<Long, DeploymentView> now, Freshness.Stamp stamp) {
        Change.Moved own =
                audience.deployment() == null ? null : change.deployments().get(audience.deployment());
        return new Message(
                change.directories().stream().sorted().toList(),
                change.deployments().keySet().stream()
                        .sorted((a, b) -> Long.compare(b, a))
                        .map(now::get)
                        .filter(Objects::nonNull)
                        .map(Message::progress)
                        .toList(),
                change.databases(),
                change.agents(),
                (own == null || own.cells() == null) ? null : cells(own.cells()),
                (own != null && own.cells() == null) ? true : null,
                stamp.asOf(),
                stamp.lag());
    }

    private static List<List<Object>> cells(Map<Integer, String> states) {
        List<List<Object>> cells = new ArrayList<>();
        new TreeMap<>(states)
                .forEach((position, state) ->
                        cells.add(List.of(position, String.valueOf(Cell.of(RunState.valueOf(state))))));
        return cells;
    }

    private static Progress progress(DeploymentView view) {
        return new Progress(
                view.id(),
                view.directory(),
                view.state(),
                view.counts(),
                view.rate(),
                view.eta(),
                view.settling(),
                view.startedAt(),
                view.finishedAt());
    }
}
