package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Pause;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.ServerProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches a deployment in the status view until it is over and the view has settled. Each target's block is printed as
 * soon as all before it are done. Only reads: ending it does not touch the deployment.
 */
public final class DeploymentFollower {
    /** Above so many targets only failures are printed. */
    static final int MANY = 50;

    /** Above so many targets rows are read when all is over, not at every look. */
    private static final int ROWS_PER_LOOK = 1000;

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LAG = Duration.ofSeconds(60);

    private final Server server;
    private final Shell shell;
    private final boolean verbose;
    private final RunLog log;
    private final ProgressLine progress;
    private Map<String, Integer> retried;
    private int printed;
    private final Set<String> printedNames = new HashSet<>();

    /** @param verbose print every block, however many there are */
    public DeploymentFollower(Server server, Shell shell, boolean verbose) {
        this.server = server;
        this.shell = shell;
        this.verbose = verbose;
        this.log = new RunLog(server, shell);
        this.progress = new ProgressLine(shell);
    }

    /** Follows only these targets, and takes their runs for done from these attempts on. */
    DeploymentFollower onlyAttempts(Map<String, Integer> attempts) {
        retried = Map.copyOf(attempts);
        return this;
    }

    /**
     * Follows to the end.
     *
     * @return the exit code
     */
    public int follow(long id, String link) {
        Instant giveUp = Instant.now().plus(LAG);
        JsonNode deployment = null;
        try {
            while (true) {
                JsonNode seen = look(id);
                if (seen != null) {
                    giveUp = Instant.now().plus(LAG);
                    deployment = seen;
                    boolean over = isOver(deployment);
                    boolean few = deployment.path("counts").path("total").asInt() <= ROWS_PER_LOOK;
                    boolean complete = !few && !over || print(id, deployment);
                    if (over && complete) {
                        break;
                    }
                    progress.show(deployment.path("counts"));
                } else if (Instant.now().isAfter(giveUp)) {
                    throw Failure.unreachable(
                            "the deployment " + id + " goes on, but its status cannot be read since " + LAG.toSeconds()
                                    + " s; look at " + link + " or run 'drover deployments watch " + id + "'.",
                            null);
                }
                Pause.of(LOOK);
            }
        } finally {
            progress.clear();
        }
        return new DeploymentSummary(shell).print(deployment, link);
    }

    /** Null while the view does not know the deployment yet, and while the server does not answer. */
    private JsonNode look(long id) {
        try {
            return server.get("/api/v1/status/deployments/" + id);
        } catch (ServerProblem problem) {
            if (problem.status() == 404 || problem.isOutage()) {
                return null;
            }
            throw problem;
        } catch (Failure silent) {
            if (silent.exitCode() == ExitCodes.UNREACHABLE) {
                return null;
            }
            throw silent;
        }
    }

    private static boolean isOver(JsonNode deployment) {
        JsonNode counts = deployment.path("counts");
        int inFlight = counts.path("queued").asInt()
                + counts.path("running").asInt()
                + counts.path("unknown").asInt();
        return switch (deployment.path("state").asText()) {
            case "SUCCEEDED", "FAILED", "CANCELLED" ->
                !deployment.path("settling").asBoolean();
            case "PAUSED" -> inFlight == 0;
            default -> false;
        };
    }

    /** Prints what can be printed; false while the view has not caught up with a retry, or does not answer. */
    private boolean print(long id, JsonNode deployment) {
        List<RunRow> rows = rows(id, isQuiet(deployment));
        if (rows == null) {
            return false;
        }
        boolean paused = deployment.path("state").asText().equals("PAUSED");
        for (int i = printed; i < rows.size(); i++) {
            RunRow row = rows.get(i);
            if (!isDone(row)) {
                if (paused || isQuiet(deployment)) {
                    continue;
                }
                return false;
            }
            if (printedNames.add(row.target())) {
                progress.clear();
                log.print(id, row);
            }
            if (!isQuiet(deployment)) {
                printed = i + 1;
            }
        }
        return caughtUp(rows, deployment);
    }

    private boolean isQuiet(JsonNode deployment) {
        return !verbose && deployment.path("counts").path("total").asInt() > MANY;
    }

    private boolean isDone(RunRow row) {
        return row.isOver() && (retried == null || row.attempt() >= retried.get(row.target()));
    }

    private boolean caughtUp(List<RunRow> rows, JsonNode deployment) {
        if (retried == null || deployment.path("state").asText().equals("PAUSED")) {
            return true;
        }
        return isQuiet(deployment) || rows.stream().filter(this::isDone).count() == retried.size();
    }

    /** In the order of the set; null when they cannot be read now. */
    private List<RunRow> rows(long id, boolean failuresOnly) {
        List<RunRow> rows = new ArrayList<>();
        List<String> states = new ArrayList<>();
        if (failuresOnly) {
            states.addAll(List.of("FAILED", "UNREACHABLE"));
        } else {
            states.add(null);
        }
        try {
            for (String state : states) {
                JsonNode page =
                        server.list("/api/v1/status/deployments/" + id + "/targets", new Query().and("state", state));
                for (JsonNode row : page.path("items")) {
                    rows.add(RunRow.of(row, rows.size()));
                }
            }
        } catch (ServerProblem | Failure problem) {
            return retryable(problem);
        }
        rows.sort(Comparator.comparingInt(RunRow::position));
        return retried == null
                ? rows
                : rows.stream().filter(row -> retried.containsKey(row.target())).toList();
    }

    private static List<RunRow> retryable(RuntimeException problem) {
        boolean passing = problem instanceof ServerProblem refused
                ? refused.isOutage() || refused.status() == 404
                : ((Failure) problem).exitCode() == ExitCodes.UNREACHABLE;
        if (passing) {
            return null;
        }
        throw problem;
    }
}
