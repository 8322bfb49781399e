package io.drover.orchestrator.deployment;

import io.drover.kit.problem.ProblemType;
import io.drover.orchestrator.deployment.DeploymentRequest.ContextPart;
import io.drover.orchestrator.deployment.DeploymentRequest.DryRun;
import io.drover.orchestrator.deployment.DeploymentRequest.LimitPart;
import io.drover.orchestrator.deployment.DeploymentRequest.OptionsPart;
import io.drover.orchestrator.deployment.DeploymentRequest.RolloutPart;
import io.drover.orchestrator.deployment.DeploymentRequest.TargetsPart;
import io.drover.orchestrator.target.Faults;
import io.drover.orchestrator.target.TargetRules;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What an order must be like, as far as the order alone tells. Everything that is wrong with it is told at once. */
final class RequestRules {
    static final int DEFAULT_PARALLEL = 50;
    static final int DEFAULT_PER_SERVER = 8;
    static final Duration DEFAULT_UNREACHABLE_FOR = Duration.ofMinutes(10);
    static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(10);
    static final Duration DEFAULT_DB_LOCK_TIMEOUT = Duration.ofSeconds(3);
    static final Duration DEFAULT_LOST_AFTER = Duration.ofSeconds(30);

    private static final Duration SHORTEST_LOST_AFTER = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private static final int MOST_PARALLEL = 10_000;
    private static final int LONGEST = 200;
    private static final int LONGEST_SELECTOR = 4_000;

    private final Faults faults;

    private RequestRules(Faults faults) {
        this.faults = faults;
    }

    static void check(DeploymentRequest request, Faults faults) {
        new RequestRules(faults).check(request);
    }

    private void check(DeploymentRequest request) {
        if (request.directory() == null || !TargetRules.isDirectoryName(request.directory())) {
            invalid("/directory", "Name the directory: 1 to 100 letters, digits, dots, dashes and underscores.");
        }
        version(request);
        text("/toMigration", request.toMigration());
        text("/env", request.env());
        targets(request.targets());
        if (request.rollout() != null) {
            rollout(request.rollout());
        }
        if (request.options() != null) {
            options(request.options());
        }
        ContextPart context = request.context();
        if (context != null) {
            text("/context/triggerType", context.triggerType());
            text("/context/triggerVersion", context.triggerVersion());
            text("/context/triggeredBy", context.triggeredBy());
        }
    }

    private void version(DeploymentRequest request) {
        text("/tag", request.tag());
        if (request.tag() != null && request.sequence() != null) {
            invalid("/sequence", "Give a tag or a sequence, not both.");
        }
        if (request.tag() != null && request.tag().matches("[0-9]+|h1:.*")) {
            invalid("/tag", "A tag is never a number or a hash; a version's number goes into sequence.");
        }
        if (request.sequence() != null && request.sequence() < 1) {
            invalid("/sequence", "Versions are numbered from 1.");
        }
    }

    private void targets(TargetsPart targets) {
        if (targets == null || isEmpty(targets)) {
            faults.add(
                    ProblemType.NO_TARGETS, "/targets", "No target is chosen; give items, urls, names or a selector.");
            return;
        }
        later("/targets/group", targets.group() != null);
        holes("/targets/items/", targets.items());
        holes("/targets/names/", targets.names());
        if (targets.selector() != null && isTooLong(targets.selector())) {
            invalid("/targets/selector", "The selector is longer than " + LONGEST_SELECTOR + " characters.");
        }
    }

    static boolean isTooLong(String selector) {
        return selector.length() > LONGEST_SELECTOR;
    }

    private static boolean isEmpty(TargetsPart targets) {
        return isEmpty(targets.items())
                && isEmpty(targets.urls())
                && isEmpty(targets.names())
                && targets.selector() == null
                && targets.group() == null;
    }

    private void rollout(RolloutPart rollout) {
        Integer parallel = rollout.maxParallel();
        if (parallel != null && (parallel < 1 || parallel > MOST_PARALLEL)) {
            invalid(
                    "/rollout/maxParallel",
                    "maxParallel is " + parallel + "; it goes from 1 to " + MOST_PARALLEL + ".");
        }
        Integer perServer = rollout.perServer();
        if (perServer != null && (perServer < 1 || perServer > MOST_PARALLEL)) {
            invalid("/rollout/perServer", "perServer is " + perServer + "; it goes from 1 to " + MOST_PARALLEL + ".");
        }
        LimitPart failures = rollout.maxFailures();
        if (failures != null && failures.count() != null && failures.count() < 0) {
            invalid("/rollout/maxFailures/count", "maxFailures.count is " + failures.count() + "; it starts at 0.");
        }
        LimitPart unreachable = rollout.maxUnreachable();
        later("/rollout/waves", !isEmpty(rollout.waves()));
        later("/rollout/maxFailures/percent", failures != null && failures.percent() != null);
        later("/rollout/haltOnRepeated", rollout.haltOnRepeated() != null);
        later("/rollout/maxUnreachable/count", unreachable != null && unreachable.count() != null);
        later("/rollout/maxUnreachable/percent", unreachable != null && unreachable.percent() != null);
        later("/rollout/unreachableFor", isOther(rollout.unreachableFor(), DEFAULT_UNREACHABLE_FOR));
        later("/rollout/requireApproval", isOther(rollout.requireApproval(), false));
        later("/rollout/notBefore", rollout.notBefore() != null);
        later("/rollout/window", rollout.window() != null && !rollout.window().isNull());
    }

    private void options(OptionsPart options) {
        later("/options/dryRun", isOther(options.dryRun(), DryRun.NONE));
        text("/options/baseline", options.baseline());
        if (options.baseline() != null && Boolean.TRUE.equals(options.allowDirty())) {
            invalid("/options/allowDirty", "baseline and allowDirty are mutually exclusive.");
        }
        if (options.amount() != null && options.amount() < 1) {
            invalid("/options/amount", "amount is " + options.amount() + "; it starts at 1.");
        }
        text("/options/revisionsSchema", options.revisionsSchema());
        duration("lockTimeout", options.lockTimeout(), Duration.ZERO);
        duration("dbLockTimeout", options.dbLockTimeout(), Duration.ZERO);
        duration("statementTimeout", options.statementTimeout(), MILLISECOND);
        duration("lostAfter", options.lostAfter(), SHORTEST_LOST_AFTER);
    }

    /** Databases count in milliseconds: a part of one would be none, and for some of them that is for ever. */
    private void duration(String option, Duration given, Duration shortest) {
        if (given == null) {
            return;
        }
        if (given.compareTo(shortest) < 0 || given.compareTo(LONGEST_WAIT) > 0) {
            invalid("/options/" + option, option + " is " + given + "; it goes from " + shortest + " to PT24H.");
        } else if (given.toNanosPart() % MILLISECOND.toNanos() != 0) {
            invalid("/options/" + option, option + " is " + given + "; it is a number of whole milliseconds.");
        }
    }

    private void text(String pointer, String text) {
        if (text != null && (text.isBlank() || text.length() > LONGEST || hasControl(text))) {
            invalid(pointer, "The text has 1 to " + LONGEST + " characters and no control character.");
        }
    }

    private void holes(String pointer, List<?> list) {
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.get(i) == null || (list.get(i) instanceof String name && (name.isBlank() || hasControl(name)))) {
                invalid(pointer + i, "There is nothing here that could be a target.");
            }
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static boolean isEmpty(Collection<?> list) {
        return list == null || list.isEmpty();
    }

    private static boolean isOther(Object value, Object usual) {
        return value != null && !value.equals(usual);
    }

    private void invalid(String pointer, String detail) {
        faults.add(ProblemType.INVALID_REQUEST, pointer, detail);
    }

    private void later(String pointer, boolean wanted) {
        if (wanted) {
            String field = pointer.substring(pointer.indexOf('/', 1) + 1).replace('/', '.');
            faults.add(ProblemType.NOT_AVAILABLE_YET, pointer, field + " is not available yet; leave it out.");
        }
    }
}
