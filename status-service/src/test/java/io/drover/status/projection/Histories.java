package io.drover.status.projection;

import io.drover.contracts.DeploymentChanged;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.Event;
import io.drover.contracts.RunError;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunProgressed;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import io.drover.status.Story;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Histories that could have been and some that could not: two targets, three deployments, whatever an agent, a target or
 * the orchestrator may say in whatever order. Only that runs are planned before they are settled is kept.
 */
final class Histories {
    private static final int TARGETS = 2;
    private static final int DEPLOYMENTS = 3;
    private static final int VERSIONS = 3;
    private static final int ATTEMPTS = 3;
    private static final List<RunState> TOLD = List.of(
            RunState.UNKNOWN,
            RunState.UNKNOWN,
            RunState.RUNNING,
            RunState.CANCELLED,
            RunState.SKIPPED,
            RunState.UNREACHABLE);

    private final Random random;
    private final Story story = new Story();
    private final List<Event> history = new ArrayList<>();
    private final Map<Integer, Integer> stages = new HashMap<>();
    private final int first;
    private long looked = DEPLOYMENTS;

    private Histories(Random random) {
        this.random = random;
        this.first = random.nextInt(VERSIONS);
    }

    static List<Event> of(Random random) {
        return new Histories(random).tell();
    }

    private List<Event> tell() {
        for (int deployment = 1; deployment <= DEPLOYMENTS; deployment++) {
            history.add(story.created(deployment, versionOf(deployment), TARGETS));
            history.add(story.planned(deployment, versionOf(deployment), TARGETS));
        }
        int length = 10 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            history.add(next());
        }
        return history;
    }

    private Event next() {
        int deployment = 1 + random.nextInt(DEPLOYMENTS);
        int target = 1 + random.nextInt(TARGETS);
        int attempt = 1 + random.nextInt(ATTEMPTS);
        return switch (random.nextInt(18)) {
            case 0 -> story.pushed(version());
            case 1, 2, 3 -> ofTarget(target);
            case 4 -> story.planned(deployment, versionOf(deployment), attempt, target);
            case 5, 6 -> story.settled(deployment, target, attempt, TOLD.get(random.nextInt(TOLD.size())), null);
            case 7 -> story.settled(deployment, target, attempt, RunState.FAILED, lost());
            case 8 ->
                story.settled(deployment, target, attempt, RunState.SUCCEEDED, "reconciled", Story.SECOND, flip());
            case 9 -> story.known(deployment, target, version());
            case 10 -> story.started(deployment, target, attempt);
            case 11 ->
                new RunReturned(story.ref(deployment, target, attempt), agent(), RunReturned.DRAINING, story.tick());
            case 12 -> reported(deployment, target, attempt);
            case 13 -> reported(deployment, target, attempt);
            case 14 -> inspected(deployment, target, attempt);
            case 15 -> story.looked(target, ++looked, version(), flip(), flip() ? Story.FIRST : null);
            case 16 ->
                new RunProgressed(
                        story.ref(deployment, target, attempt), agent(), Story.FIRST, 1, 2, 0, 1, story.tick());
            default ->
                flip()
                        ? story.finished(deployment, random.nextInt(3), 0, random.nextInt(2))
                        : changed(story.opened(deployment, TARGETS).aggregateSequence(), deployment);
        };
    }

    /** Registered, changed, removed: the sequence of a target rises. */
    private Event ofTarget(int target) {
        int said = stages.merge(target, 1, Integer::sum);
        if (said == 1) {
            return story.registered(target);
        }
        return said == 2 ? story.changed(target, Map.of("tier", "gold")) : story.removed(target);
    }

    private Event reported(int deployment, int target, int attempt) {
        return switch (random.nextInt(4)) {
            case 0 -> story.seededUsers(deployment, target, attempt);
            case 1 -> story.failedToSeed(deployment, target, attempt);
            case 2 -> story.createdUsers(deployment, target);
            default -> story.nothingToDo(deployment, target, attempt, 1 + random.nextInt(2));
        };
    }

    private Event inspected(int deployment, int target, int attempt) {
        Finding finding = Finding.values()[random.nextInt(Finding.values().length)];
        return flip()
                ? story.inspected(deployment, target, attempt, finding, version(), story.seed())
                : story.inspected(deployment, target, attempt, finding, version());
    }

    private DeploymentChanged changed(long sequence, int deployment) {
        DeploymentState state = flip() ? DeploymentState.PAUSED : DeploymentState.RUNNING;
        return new DeploymentChanged(story.deployment(deployment), sequence, state, null, story.tick());
    }

    private static RunError lost() {
        return RunError.of("agent-lost", "Three attempts were lost.", "Look at the agents.");
    }

    private String agent() {
        return flip() ? "agent-1" : "agent-3";
    }

    private boolean flip() {
        return random.nextBoolean();
    }

    private int versionOf(int deployment) {
        return 1 + (first + deployment) % VERSIONS;
    }

    private int version() {
        return 1 + random.nextInt(VERSIONS);
    }
}
