package io.drover.status.query;

import io.drover.contracts.DeploymentState;
import io.drover.kit.page.PublicUrl;
import io.drover.status.Sql;
import io.drover.status.projection.Freshness;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /api/v1/status/summary}: counted from the histogram, so its cost does not depend on the fleet. */
@Path("/api/v1/status/summary")
class SummaryResource {
    private static final int FEW = 5;
    private static final List<DeploymentState> UNFINISHED = Arrays.stream(DeploymentState.values())
            .filter(state -> !state.isFinished())
            .toList();

    private final Sql sql;
    private final StandingStore standings;
    private final DeploymentStore deployments;
    private final ErrorStore errors;
    private final PublicUrl publicUrl;
    private final Freshness freshness;

    SummaryResource(
            Sql sql,
            StandingStore standings,
            DeploymentStore deployments,
            ErrorStore errors,
            PublicUrl publicUrl,
            Freshness freshness) {
        this.sql = sql;
        this.standings = standings;
        this.deployments = deployments;
        this.errors = errors;
        this.publicUrl = publicUrl;
        this.freshness = freshness;
    }

    @GET
    @Tagged
    public SummaryView summary(@Context UriInfo request) {
        Parameters.of(request.getQueryParameters()).refuseFaults();
        Freshness.Stamp stamp = freshness.stamp();
        return new SummaryView(
                directories(),
                sql.first(
                                """
                        SELECT count(*) FILTER (WHERE state = 'RUNNING') AS running,
                            count(*) FILTER (WHERE state = 'PAUSED') AS paused,
                            count(*) FILTER (WHERE state = 'FAILED' AND finished_at > now() - interval '1 day') AS failed
                        FROM deployment WHERE state IN ('RUNNING', 'PAUSED', 'FAILED') AND created_at IS NOT NULL
                        """,
                                row -> new SummaryView.Deployments(
                                        row.getLong("running"), row.getLong("paused"), row.getLong("failed")))
                        .orElseThrow(),
                deployments.page(
                        new Where("d.created_at IS NOT NULL").andIn(UNFINISHED, "d.state"),
                        DeploymentSort.NEWEST,
                        FEW,
                        id -> publicUrl.link(request, "/deployments/sets/" + id)),
                errors.newest(FEW),
                new SummaryView.Agents(Agent.countAlive(Instant.now())),
                stamp.asOf(),
                stamp.lag());
    }

    private List<SummaryView.DirectoryRow> directories() {
        TreeMap<String, SummaryView.Version> latest = new TreeMap<>();
        sql.list(
                "SELECT name, sequence, version FROM directory",
                row -> latest.put(
                        row.getString("name"),
                        new SummaryView.Version(row.getInt("sequence"), row.getString("version"))));
        List<StandingStore.Standing> all = standings.of(null);
        all.forEach(standing -> latest.putIfAbsent(standing.directory(), null));
        List<SummaryView.DirectoryRow> rows = new ArrayList<>();
        latest.forEach((directory, version) -> rows.add(row(
                directory,
                version,
                all.stream().filter(one -> one.directory().equals(directory)).toList())));
        return rows;
    }

    private static SummaryView.DirectoryRow row(
            String directory, SummaryView.Version latest, List<StandingStore.Standing> standings) {
        TreeMap<Integer, Long> shares = new TreeMap<>();
        Map<Integer, String> versions = new HashMap<>();
        for (StandingStore.Standing standing : standings) {
            shares.merge(standing.sequence(), standing.databases(), Long::sum);
            versions.put(standing.sequence(), standing.version());
        }
        return new SummaryView.DirectoryRow(
                directory,
                latest,
                StandingStore.count(standings, DatabaseState.SYNCED),
                StandingStore.count(standings, DatabaseState.PENDING),
                StandingStore.count(standings, DatabaseState.ERROR),
                shares.entrySet().stream()
                        .map(share -> new SummaryView.VersionShare(
                                share.getKey(), versions.get(share.getKey()), share.getValue()))
                        .toList());
    }
}
