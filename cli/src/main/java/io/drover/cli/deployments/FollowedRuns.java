package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The runs of a deployment that somebody follows, as the status view has them.
 *
 * @param attempts the attempt from which on a target's run counts; null for all targets from the first attempt on. The
 *     view lags: what it says of an earlier attempt is over and done with
 */
record FollowedRuns(Server server, Map<String, Integer> attempts) {
    /** In the order of the set. */
    List<RunRow> read(long deployment, boolean failuresOnly) {
        List<RunRow> rows = new ArrayList<>();
        if (failuresOnly) {
            read(deployment, "FAILED", rows);
            read(deployment, "UNREACHABLE", rows);
        } else {
            read(deployment, null, rows);
        }
        rows.removeIf(row -> attempts != null && !attempts.containsKey(row.target()));
        rows.sort(Comparator.comparingInt(RunRow::position));
        return rows;
    }

    private void read(long deployment, String state, List<RunRow> rows) {
        JsonNode page =
                server.list("/api/v1/status/deployments/" + deployment + "/targets", new Query().and("state", state));
        for (JsonNode row : page.path("items")) {
            rows.add(RunRow.of(row, rows.size()));
        }
    }

    /** True for what the view still tells of an attempt before the followed one. */
    boolean isStale(RunRow row) {
        return attempts != null && row.attempt() < attempts.getOrDefault(row.target(), 0);
    }
}
