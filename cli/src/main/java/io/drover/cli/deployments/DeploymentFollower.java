package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Pause;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.ServerProblem;
import java.time.Duration;
import java.time.Instant;
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

    /** How long the status may be unreadable, and how long nothing may happen before that is worth a word. */
    record Patience(Duration lag, Duration idle) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    private final Server server;
    private final Shell shell;
    private final boolean verbose;
    private final RunLog log;
    private final ProgressLine progress;
    private final Patience patience;
    private final IdleNotice idle;
    private final StateNotice states;
    private final Halt halt;
    private FollowedRuns runs;
    private Ending ending = Ending.first();
    private int printed;
    private boolean answered;
    private boolean json;
    private final Set<String> printedNames = new HashSet<>();

    /** @param verbose print every block, however many there are */
    public DeploymentFollower(Server server, Shell shell, boolean verbose) {
        this(server, shell, verbose, Patience.USUAL);
    }

    DeploymentFollower(Server server, Shell shell, boolean verbose, Patience patience) {
        this.server = server;
        this.shell = shell;
        this.verbose = verbose;
        this.patience = patience;
        this.log = new RunLog(server, shell);
        this.progress = new ProgressLine(shell);
        this.idle = new IdleNotice(server, shell, patience.idle());
        this.states = new StateNotice(shell);
        this.halt = new Halt(shell);
        this.runs = new FollowedRuns(server, null);
    }

    /** Follows only these targets, takes their runs for done from these attempts on, and waits for that end. */
    DeploymentFollower onlyAttempts(Map<String, Integer> attempts, Ending end) {
        runs = new FollowedRuns(server, Map.copyOf(attempts));
        ending = end;
        return this;
    }

    /** Follows a deployment that is, or is not, paused now: a pause that a person made before is not waited through. */
    DeploymentFollower from(JsonNode deployment) {
        if (Halt.isPaused(deployment)) {
            halt.wasThereBefore();
        }
        return this;
    }

    /** Prints one document at the end and nothing else. */
    public DeploymentFollower asJson(boolean wanted) {
        json = wanted;
        return this;
    }

    /**
     * Follows to the end.
     *
     * @return the exit code
     */
    public int follow(long id, String link) {
        Instant giveUp = Instant.now().plus(patience.lag());
        JsonNode deployment = null;
        List<RunRow> all = List.of();
        try {
            while (true) {
                answered = true;
                JsonNode seen = look(id);
                if (seen != null) {
                    deployment = seen;
                    boolean over = isOver(id, deployment);
                    boolean few = deployment.path("counts").path("total").asInt() <= ROWS_PER_LOOK;
                    boolean complete = !few && !over || print(id, deployment, over);
                    if (over && complete && json) {
                        all = rows(id, false);
                    }
                    if (over && complete && all != null) {
                        break;
                    }
                    progress.show(deployment.path("counts"));
                    idle.look(deployment, Instant.now(), progress);
                    states.look(deployment, progress);
                }
                if (answered) {
                    giveUp = Instant.now().plus(patience.lag());
                } else if (Instant.now().isAfter(giveUp)) {
                    progress.clear();
                    if (!json) {
                        shell.out().println(link);
                    }
                    throw lost(id, link);
                }
                Pause.of(isMany(deployment) ? LOOK_AT_MANY : LOOK);
            }
        } finally {
            progress.clear();
        }
        return json
                ? new DeploymentDocument(shell).print(deployment, link, all)
                : new DeploymentSummary(shell).print(deployment, link);
    }

    private Failure lost(long id, String link) {
        return Failure.unreachable(
                "the deployment " + id + " goes on, but its status cannot be read since "
                        + patience.lag().toSeconds() + " s; look at " + link + " or 'drover deployments watch " + id
                        + "' follows it again.",
                null);
    }

    private boolean isOver(long id, JsonNode deployment) {
        boolean halted = halt.isEnd(id, deployment, ending, this::confirmed, progress);
        return halted || ending.isShownBy(deployment) && !Halt.isPaused(deployment);
    }

    /** The deployment as it is where it is decided; null when that does not answer now. */
    private JsonNode confirmed(long id) {
        try {
            return server.get("/api/v1/deployments/" + id);
        } catch (ServerProblem | Failure problem) {
            requirePassing(problem);
            return null;
        }
    }

    /** Null while the view does not know the deployment yet, and while the server does not answer. */
    private JsonNode look(long id) {
        try {
            return server.get("/api/v1/status/deployments/" + id);
        } catch (ServerProblem | Failure problem) {
            requirePassing(problem);
            halt.blink();
            return null;
        }
    }

    /** Prints what can be printed; false when there is more to come, or the view does not answer. */
    private boolean print(long id, JsonNode deployment, boolean over) {
        boolean quiet = isQuiet(deployment);
        List<RunRow> rows = rows(id, quiet);
        if (rows == null) {
            return false;
        }
        boolean mayStayOpen = quiet || over && Halt.isPaused(deployment);
        for (int i = printed; i < rows.size(); i++) {
            RunRow row = rows.get(i);
            boolean stale = runs.isStale(row);
            if (stale || !row.isOver()) {
                if (!stale && mayStayOpen) {
                    continue;
                }
                return false;
            }
            if (!printedNames.contains(row.target()) && !printBlock(id, row)) {
                return false;
            }
            if (!mayStayOpen) {
                printed = i + 1;
            }
        }
        return true;
    }

    private boolean printBlock(long id, RunRow row) {
        if (json) {
            return printedNames.add(row.target());
        }
        progress.clear();
        try {
            log.print(id, row);
        } catch (ServerProblem | Failure problem) {
            requirePassing(problem);
            return false;
        }
        return printedNames.add(row.target());
    }

    /** Null when they cannot be read now. */
    private List<RunRow> rows(long id, boolean failuresOnly) {
        try {
            return runs.read(id, failuresOnly);
        } catch (ServerProblem | Failure problem) {
            requirePassing(problem);
            return null;
        }
    }

    private boolean isQuiet(JsonNode deployment) {
        return !verbose && isMany(deployment);
    }

    private static boolean isMany(JsonNode deployment) {
        return deployment != null && deployment.path("counts").path("total").asInt() > MANY;
    }

    /** Throws on what will not be better at the next look. */
    private void requirePassing(RuntimeException problem) {
        boolean passing = problem instanceof ServerProblem refused
                ? refused.status() >= 500 || refused.status() == 404
                : problem instanceof Failure failure && failure.exitCode() == ExitCodes.UNREACHABLE;
        if (!passing) {
            throw problem;
        }
        answered = false;
    }
}
