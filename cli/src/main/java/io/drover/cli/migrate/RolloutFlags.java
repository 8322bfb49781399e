package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.project.GoDurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How the control plane rolls a deployment out. Without a control plane only {@code --max-parallel} means anything. */
final class RolloutFlags {
    private static final String CONTROL_PLANE = " (deployments only).";

    @Option(
            names = "--verify",
            description = "Ask every target, also those known to have nothing to do" + CONTROL_PLANE)
    private boolean verify;

    @Option(
            names = "--supersede",
            description = "Skip what earlier deployments have not begun on these targets" + CONTROL_PLANE)
    private boolean supersede;

    @Option(
            names = "--max-parallel",
            paramLabel = "N",
            description = "Targets in flight at once (default: 50; with a folder one after the other).")
    private Integer maxParallel;

    @Option(
            names = "--per-server",
            paramLabel = "N",
            description = "Of them on one database server (default: 8)" + CONTROL_PLANE)
    private Integer perServer;

    @Option(
            names = "--lost-after",
            paramLabel = "DURATION",
            description =
                    "Silence after which a run counts as lost and its target is asked (default: 30s)" + CONTROL_PLANE)
    private String lostAfter;

    /** How many targets to work on at once from here; refuses the flags that mean nothing with a folder. */
    int localParallel() {
        List<String> given = new ArrayList<>();
        if (verify) {
            given.add("--verify");
        }
        if (supersede) {
            given.add("--supersede");
        }
        if (perServer != null) {
            given.add("--per-server");
        }
        if (lostAfter != null) {
            given.add("--lost-after");
        }
        if (!given.isEmpty()) {
            throw Failure.misuse(String.join(", ", given) + (given.size() == 1 ? " is" : " are")
                    + " for deployments through the control plane (atlas://NAME); a folder (file://) is applied from"
                    + " here.");
        }
        return maxParallel == null ? 1 : atLeastOne(maxParallel, "--max-parallel");
    }

    /** What differs from the defaults, as a deployment's {@code rollout}. */
    Map<String, Object> rollout() {
        Map<String, Object> rollout = new LinkedHashMap<>();
        if (maxParallel != null) {
            rollout.put("maxParallel", atLeastOne(maxParallel, "--max-parallel"));
        }
        if (perServer != null) {
            rollout.put("perServer", atLeastOne(perServer, "--per-server"));
        }
        if (supersede) {
            rollout.put("supersede", true);
        }
        return rollout;
    }

    /** What differs from the defaults, as a part of a deployment's {@code options}. */
    Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        if (verify) {
            options.put("verify", true);
        }
        if (lostAfter != null) {
            Duration silence = GoDurations.parse(lostAfter, "--lost-after");
            if (silence.isZero() || silence.isNegative()) {
                throw Failure.misuse("--lost-after is more than 0.");
            }
            options.put("lostAfter", silence.toString());
        }
        return options;
    }

    private static int atLeastOne(int number, String flag) {
        if (number < 1) {
            throw Failure.misuse(flag + " is 1 or more, not " + number + ".");
        }
        return number;
    }
}
