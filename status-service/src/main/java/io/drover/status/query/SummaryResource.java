package io.drover.status.query;

import io.drover.status.Sql;
import io.drover.status.projection.Freshness;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** {@code GET /api/v1/status/summary}: counted from the histogram, so its cost does not depend on the fleet. */
@Path("/api/v1/status/summary")
class SummaryResource {
    private final Sql sql;
    private final StandingStore standings;
    private final Freshness freshness;

    SummaryResource(Sql sql, StandingStore standings, Freshness freshness) {
        this.sql = sql;
        this.standings = standings;
        this.freshness = freshness;
    }

    @GET
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
        standings.forEach(standing -> shares.merge(standing.sequence(), standing.databases(), Long::sum));
        return new SummaryView.DirectoryRow(
                directory,
                latest,
                StandingStore.count(standings, DatabaseState.SYNCED),
                StandingStore.count(standings, DatabaseState.PENDING),
                StandingStore.count(standings, DatabaseState.ERROR),
                shares.entrySet().stream()
                        .map(share -> new SummaryView.VersionShare(share.getKey(), share.getValue()))
                        .toList());
    }
}
