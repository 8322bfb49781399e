package io.drover.orchestrator.rollout;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.orchestrator.result.RunRows;
import io.drover.orchestrator.rollout.Tables.Run;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses what the statements of {@link RunClaims} choose; a test holds both against each other. */
@Vetoed
public final class ClaimsInMemory extends RunClaims {
    private static final Duration UNSENT_AFTER = Duration.ofSeconds(5);
    private static final Duration ALIVE = Duration.ofSeconds(10);

    private final Tables tables;
    private final Duration silentAfter;

    public ClaimsInMemory(Tables tables, Duration silentAfter) {
        super(null, silentAfter);
        this.tables = tables;
        this.silentAfter = silentAfter;
    }

    @Override
    public List<Claim> claim(Deployment deployment, int slots) {
        List<Run> free = tables.of(deployment.id, RunState.PENDING)
                .filter(this::isFree)
                .sorted(Comparator.comparingInt(run -> run.position))
                .toList();
        Map<String, List<Run>> byServer = free.stream()
                .filter(run -> run.target.server != null)
                .collect(Collectors.groupingBy(run -> run.target.server));
        List<Run> candidates = new ArrayList<>(
                free.stream().filter(run -> run.target.server == null).toList());
        byServer.forEach((server, runs) -> candidates.addAll(runs.subList(
                0, Math.max(0, Math.min(runs.size(), deployment.perServer - inFlight(server))))));
        List<Run> chosen = candidates.stream()
                .sorted(Comparator.comparingInt(run -> run.position))
                .limit(slots)
                .sorted(Comparator.comparingLong(run -> run.row.id()))
                .toList();
        return claimed(deployment, chosen);
    }

    @Override
    public List<Claim> claimAgain(Deployment deployment, Collection<Long> runs) {
        return claimed(
                deployment,
                runs.stream()
                        .map(tables.runs::get)
                        .filter(run -> run.state() == RunState.PENDING && run.row.epoch() == deployment.epoch)
                        .toList());
    }

    private List<Claim> claimed(Deployment deployment, List<Run> chosen) {
        chosen.forEach(run -> {
            tables.write(run, RunRows.claimed(run.row, deployment.epoch));
            run.sending++;
            run.claimedAt = tables.now();
            run.sentAt = null;
            run.signAt = null;
        });
        return chosen.stream().map(this::claim).toList();
    }

    private boolean isFree(Run run) {
        return tables.runs.values().stream()
                .noneMatch(earlier ->
                        earlier.target == run.target && earlier.deployment < run.deployment && earlier.isOpen());
    }

    /** Runs that hold a slot of a server, over all deployments. */
    private int inFlight(String server) {
        return (int) tables.runs.values().stream()
                .filter(run ->
                        Objects.equals(server, run.target.server) && run.state().holdsSlot())
                .count();
    }

    @Override
    public List<Claim> claimUnsent(int limit, Collection<Long> sending) {
        List<Run> unsent = tables.runs.values().stream()
                .filter(run -> run.state() == RunState.QUEUED && !sending.contains(run.row.id()))
                .filter(run -> run.sentAt == null
                        ? run.claimedAt.isBefore(tables.now().minus(UNSENT_AFTER))
                        : tables.isSilent(run, silentAfter) && somebodyIsFree(run.target.pool))
                .sorted(Comparator.comparing(run -> run.claimedAt))
                .limit(limit)
                .toList();
        unsent.forEach(run -> {
            run.sending++;
            run.claimedAt = tables.now();
            run.sentAt = null;
        });
        return unsent.stream().map(this::claim).toList();
    }

    private boolean somebodyIsFree(String pool) {
        return tables.agents.values().stream()
                .anyMatch(agent -> agent.pool().equals(pool)
                        && agent.free() > 0
                        && !agent.leaving()
                        && agent.beatAt().isAfter(tables.heardAt.minus(ALIVE)));
    }

    @Override
    public List<Claim> claimInspections(int limit) {
        List<Run> due = tables.runs.values().stream()
                .filter(run ->
                        run.state() == RunState.UNKNOWN && !run.row.inspectAt().isAfter(tables.now()))
                .sorted(Comparator.comparing(run -> run.row.inspectAt()))
                .limit(limit)
                .toList();
        due.forEach(run -> {
            long seconds = Math.min(60, 10L << Math.min(run.row.inspections(), 6));
            tables.write(run, run.row.with(draft -> {
                draft.inspections++;
                draft.inspectAt = tables.now().plusSeconds(seconds);
            }));
        });
        return due.stream().map(this::claim).toList();
    }

    @Override
    public void markSent(List<Claim> claims) {
        for (Claim claim : claims) {
            Run run = tables.runs.get(claim.run());
            if (run.sending == claim.sending() && run.sentAt == null) {
                run.sentAt = tables.now();
                run.signAt = tables.heardAt;
            }
        }
    }

    @Override
    public List<Long> waitingFor(List<Long> targets, long deployment) {
        Stream<Long> behind = tables.runs.values().stream()
                .filter(run -> targets.contains(run.target.id)
                        && run.state() == RunState.PENDING
                        && run.deployment > deployment)
                .map(run -> run.deployment);
        List<String> servers = tables.of(deployment)
                .filter(run -> targets.contains(run.target.id) && run.target.server != null)
                .map(run -> run.target.server)
                .toList();
        Stream<Long> beside = tables.deployments.values().stream()
                .filter(other -> other.state == DeploymentState.RUNNING
                        && other.id != deployment
                        && other.tally.pending > 0
                        && tables.of(other.id, RunState.PENDING).anyMatch(run -> servers.contains(run.target.server)))
                .map(other -> other.id);
        return Stream.concat(behind, beside).distinct().sorted().toList();
    }

    private Claim claim(Run run) {
        Deployment deployment = tables.deployments.get(run.deployment);
        boolean mayCreate = tables.runs.values().stream()
                .noneMatch(other -> other.target == run.target
                        && (other.state() == RunState.SUCCEEDED || other.state() == RunState.NO_ACTION));
        return new Claim(
                run.row.id(),
                run.deployment,
                run.target.id,
                run.row.runSeq(),
                run.row.attempt(),
                run.sending,
                run.row.epoch(),
                run.target.name(),
                "postgres://" + run.target.server + "/" + run.target.name(),
                null,
                run.target.pool,
                null,
                deployment.directory,
                deployment.sequence,
                deployment.digest,
                deployment.toMigration,
                deployment.options == null
                        ? AgentCommand.Options.DEFAULTS
                        : Json.read(deployment.options, AgentCommand.Options.class),
                mayCreate,
                run.claimedAt,
                deployment.traceparent);
    }
}
