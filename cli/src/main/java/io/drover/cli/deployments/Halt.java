package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Server;
import java.util.function.LongFunction;

/**
 * What a pause means to somebody who follows a deployment. One that a spent budget made is the end of the following: it
 * needs a decision. One that a person made is not: it is told once and waited through, since whoever paused means to
 * resume.
 *
 * <p>A pause counts when it is seen twice in a row, since what was begun just before it may reach the view just after it,
 * and when the orchestrator confirms it: the view may still show the pause from before a retry or a resume.
 */
final class Halt {
    private final Shell shell;
    private boolean endsAtAnyPause;
    private boolean seen;
    private boolean rested;
    private boolean waitedThrough;

    Halt(Shell shell) {
        this.shell = shell;
    }

    /** A pause that is there already, when the following begins, ends it: somebody only looks at what stands still. */
    void wasThereBefore() {
        endsAtAnyPause = true;
    }

    /** True when the budget for failures made the pause, as far as the deployment's own numbers tell. */
    static boolean isByBudget(JsonNode deployment) {
        JsonNode budget = deployment.path("maxFailures");
        JsonNode count = budget.isObject() ? budget.path("count") : budget;
        JsonNode counts = deployment.path("counts");
        int wrong = counts.path("failed").asInt() + counts.path("unreachable").asInt();
        return count.isInt() && wrong > count.asInt();
    }

    /** Forgets what was seen: the view did not answer. */
    void blink() {
        seen = false;
        rested = false;
    }

    /**
     * Whether the following ends here.
     *
     * @param confirm asks the orchestrator for the deployment; null when it does not answer
     */
    boolean isEnd(long id, JsonNode view, Ending ending, LongFunction<JsonNode> confirm, ProgressLine progress) {
        boolean paused = isPaused(view);
        boolean resting = paused && ending.isShownBy(view);
        boolean pausedTwice = paused && seen;
        boolean restingTwice = resting && rested;
        seen = paused;
        rested = resting;
        waitedThrough &= paused;
        endsAtAnyPause &= paused;
        boolean mayEnd = endsAtAnyPause || isByBudget(view);
        if (waitedThrough || !(mayEnd ? restingTwice : pausedTwice)) {
            return false;
        }
        JsonNode truth = confirm.apply(id);
        if (truth == null || !isPaused(truth)) {
            return false;
        }
        if (isByBudget(truth) || endsAtAnyPause) {
            return restingTwice && ending.isShownBy(truth);
        }
        waitedThrough = true;
        progress.clear();
        String reason = Server.text(truth, "reason");
        shell.notice("Notice: the deployment " + id + " is paused" + (reason == null ? "" : ": " + reason)
                + ". This command waits; 'drover deployments resume " + id + "' lets it go on, Ctrl-C ends the watching"
                + " only.");
        return false;
    }

    static boolean isPaused(JsonNode deployment) {
        return deployment.path("state").asText().equals("PAUSED");
    }
}
