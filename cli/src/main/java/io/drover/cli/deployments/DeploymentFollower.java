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
    private static final Duration LOOK_AT_MANY = Duration.ofMillis(600);
    private static final Duration LAG = Duration.ofSeconds(60);

    private final Server server;
    private final Shell shell;
    private final boolean verbose;
    private final RunLog log;
    private final ProgressLine progress;
    private Map<String, Integer> retried;
    private Ending ending = Ending.first();
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

    /** Follows only these targets, takes their runs for done from these attempts on, and waits for that end. */
    DeploymentFollower onlyAttempts(Map<String, Integer> attempts, Ending end) {
        retried = Map.copyOf(attempts);
        ending = end;
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
                    boolean over = ending.isShownBy(deployment);
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
                Pause.of(isMany(deployment) ? LOOK_AT_MANY : LOOK);
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
        } catch (ServerProblem | Failure problem) {
            requirePassing(problem);
            return null;
        }
    }

    /** Prints what can be printed; false when there is more to come, or the view does not answer. */
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
            if (!printedNames.contains(row.target()) && !printBlock(id, row)) {
                return false;
            }
            if (!isQuiet(deployment)) {
                printed = i + 1;
            }
        }
        return true;
    }

    private boolean printBlock(long id, RunRow row) {
        progress.clear();
        try {
            log.print(id, row);
        } catch (ServerProblem | Failure problem) {
            requirePassing(problem);
            return false;
        }
        return printedNames.add(row.target());
    }

    private boolean isQuiet(JsonNode deployment) {
        return !verbose && isMany(deployment);
    }

    private static boolean isMany(JsonNode deployment) {
        return deployment != null && deployment.path("counts").path("total").asInt() > MANY;
    }

    private boolean isDone(RunRow row) {
        return row.isOver() && (retried == null || row.attempt() >= retried.get(row.target()));
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
            requirePassing(problem);
            return null;
        }
        rows.sort(Comparator.comparingInt(RunRow::position));
        return retried == null
                ? rows
                : rows.stream().filter(row -> retried.containsKey(row.target())).toList();
    }

    /** Throws on what will not be better at the next look. */
    private static void requirePassing(RuntimeException problem) {
        boolean passing = problem instanceof ServerProblem refused
                ? refused.isOutage() || refused.status() == 404
                : problem instanceof Failure failure && failure.exitCode() == ExitCodes.UNREACHABLE;
        if (!passing) {
            throw problem;
        }
    }
}
