package io.drover.e2e.model;

import io.drover.contracts.AgentCommand;
import io.drover.orchestrator.rollout.Claim;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One orchestrator process: what it has at hand and not sent is lost when it dies, and late when it was frozen. */
final class Replica {
    final String name;
    private final Replicas all;
    private final Map<Long, Integer> unacknowledged = new HashMap<>();
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    private int life;
    private boolean dead;
    private boolean frozen;
    private boolean diesAfterCommit;

    Replica(Replicas all, String name) {
        this.all = all;
        this.name = name;
    }

    boolean isUp() {
        return !dead && !frozen;
    }

    /** Runs whose command Kafka has not acknowledged. */
    Set<Long> unacknowledged() {
        return Set.copyOf(unacknowledged.keySet());
    }

    /** Sends committed claims and marks them as sent when Kafka has them all. */
    void send(List<Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        if (diesAfterCommit) {
            die();
        }
        if (!isUp()) {
            return;
        }
        claims.forEach(claim -> unacknowledged.merge(claim.run(), 1, Integer::sum));
        int[] left = {claims.size()};
        claims.forEach(claim -> later(all.world().kafkaDelay(), () -> {
            all.append(claim, AgentCommand.Kind.APPLY);
            later(all.world().between(1, 30), () -> {
                if (--left[0] == 0) {
                    all.orchestrator.claims.markSent(claims);
                    claims.forEach(sent -> unacknowledged.merge(sent.run(), -1, Replica::sumOrNull));
                }
            });
        }));
    }

    private static Integer sumOrNull(Integer one, Integer other) {
        int sum = one + other;
        return sum == 0 ? null : sum;
    }

    /** Has the target of a lost run asked. */
    void ask(Claim claim) {
        if (isUp()) {
            later(all.world().kafkaDelay(), () -> all.append(claim, AgentCommand.Kind.INSPECT));
        }
    }

    private void later(long millis, Runnable what) {
        int mine = life;
        all.world().in(millis, () -> now(mine, what));
    }

    private void now(int mine, Runnable what) {
        if (mine != life) {
            return;
        }
        if (frozen) {
            deferred.add(() -> now(mine, what));
        } else {
            what.run();
        }
    }

    void diesAfterCommit() {
        diesAfterCommit = true;
    }

    void die() {
        all.world().trace(() -> name + " dies");
        dead = true;
        frozen = false;
        diesAfterCommit = false;
        life++;
        unacknowledged.clear();
        deferred.clear();
    }

    void freeze() {
        frozen = !dead;
    }

    /** It runs again, be it anew. */
    void isBack() {
        dead = false;
        frozen = false;
        diesAfterCommit = false;
        List<Runnable> missed = List.copyOf(deferred);
        deferred.clear();
        missed.forEach(Runnable::run);
    }
}
