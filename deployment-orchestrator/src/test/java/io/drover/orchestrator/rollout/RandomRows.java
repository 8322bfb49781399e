package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.orchestrator.result.RunRow;
import io.drover.orchestrator.rollout.Tables.Run;
import io.drover.orchestrator.rollout.Tables.Target;
import io.drover.orchestrator.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The same random rows in the database and in memory: a few deployments over a few targets, in any state. */
final class RandomRows {
    private final Database database;
    private final Tables tables;
    private final Random random;
    private final String prefix;

    RandomRows(Database database, Tables tables, Random random, String prefix) {
        this.database = database;
        this.tables = tables;
        this.random = random;
        this.prefix = prefix;
    }

    void fill() {
        tables.heardAt = ago(3);
        tables.since = ago(random.nextBoolean() ? 400 : 70);
        database.update("UPDATE listening SET heard_at = ?, since = ?", tables.heardAt, tables.since);
        int targets = 1 + random.nextInt(8);
        for (int i = 0; i < targets; i++) {
            target(i);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            agent(i);
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            deployment();
        }
    }

    private void target(int number) {
        String server = random.nextInt(4) == 0 ? null : prefix + random.nextInt(3);
        String pool = prefix + "pool_" + random.nextInt(2);
        String name = prefix + number;
        long id = database.query("""
                        INSERT INTO target (name, identity, url, canonical_url, kind, server, pool)
                        VALUES (?, ?, ?, ?, 'postgres', ?, ?) RETURNING id""", row -> row.getLong("id"), name, name, name, name, server, pool)
                .get(0);
        tables.targets.put(id, new Target(id, server, pool));
    }

    private void agent(int number) {
        String id = prefix + number;
        String pool = prefix + "pool_" + random.nextInt(2);
        Tables.Agent agent = new Tables.Agent(pool, random.nextInt(2), random.nextInt(4) == 0, ago(random.nextInt(20)));
        database.update(
                "INSERT INTO agent (id, pool, free, leaving, beat_at) VALUES (?, ?, ?, ?, ?)",
                id,
                pool,
                agent.free(),
                agent.leaving(),
                agent.beatAt());
        tables.agents.put(id, agent);
    }

    private void deployment() {
        Deployment deployment = new Deployment();
        deployment.id = database.query("SELECT nextval('deployment_id')", row -> row.getLong(1))
                .get(0);
        deployment.directory = "shop";
        deployment.sequence = 1;
        deployment.digest = "d";
        deployment.options = "{}";
        deployment.state = any(
                DeploymentState.RUNNING, DeploymentState.PAUSED, DeploymentState.CANCELLING, DeploymentState.SUCCEEDED);
        deployment.maxParallel = 1 + random.nextInt(4);
        deployment.perServer = 1 + random.nextInt(3);
        deployment.supersede = random.nextBoolean();
        deployment.epoch = random.nextInt(3);
        database.update(
                """
                INSERT INTO deployment (id, directory, sequence, digest, state, max_parallel, per_server, supersede, epoch,
                    options, request, created_by, created_at)
                VALUES (?, 'shop', 1, 'd', ?, ?, ?, ?, ?, '{}', '{}', 'somebody', now())""",
                deployment.id,
                deployment.state.name(),
                deployment.maxParallel,
                deployment.perServer,
                deployment.supersede,
                deployment.epoch);
        database.update(
                "INSERT INTO wave (deployment_id, position, name, state, total) VALUES (?, 0, 'all', 'RUNNING', 1)",
                deployment.id);
        tables.deployments.put(deployment.id, deployment);
        List<Target> targets = new ArrayList<>(tables.targets.values());
        Collections.shuffle(targets, random);
        targets = targets.subList(0, 1 + random.nextInt(targets.size()));
        for (int position = 0; position < targets.size(); position++) {
            run(deployment, position, targets.get(position));
        }
        database.update(
                "UPDATE deployment SET pending = ?, queued = ?, running = ?, unknown = ? WHERE id = ?",
                deployment.tally.pending,
                deployment.tally.queued,
                deployment.tally.running,
                deployment.tally.unknown,
                deployment.id);
    }

    private void run(Deployment deployment, int position, Target target) {
        // by P23 nothing is in flight while an earlier deployment is not through
        boolean waits = tables.runs.values().stream().anyMatch(run -> run.target == target && run.isOpen());
        RunState state = random.nextInt(3) > 0
                ? RunState.PENDING
                : any(waits ? new RunState[] {RunState.SUCCEEDED, RunState.FAILED} : RunState.values());
        deployment.tally.add(state, 1);
        Instant claimedAt = ago(random.nextInt(12));
        Instant sentAt = random.nextBoolean() ? null : claimedAt;
        Instant signAt = random.nextInt(3) == 0 ? null : ago(random.nextInt(150));
        Instant inspectAt = state == RunState.UNKNOWN ? ago(random.nextInt(20) - 10) : null;
        int inspections = random.nextInt(8);
        long runSeq = ++target.lastRunSeq;
        long id = database.query(
                        """
                        INSERT INTO run (deployment_id, wave, position, target_id, run_seq, server, state, epoch, claimed_at,
                            sent_at, sign_at, inspect_at, inspections)
                        VALUES (?, 0, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?) RETURNING id""",
                        row -> row.getLong("id"),
                        deployment.id,
                        position,
                        target.id,
                        runSeq,
                        target.server,
                        state.name(),
                        claimedAt,
                        sentAt,
                        signAt,
                        inspectAt,
                        inspections)
                .get(0);
        Run run = new Run(
                deployment.id,
                position,
                target,
                RunRow.planned(id, target.id, runSeq).with(draft -> {
                    draft.state = state;
                    draft.inspectAt = inspectAt;
                    draft.inspections = inspections;
                }));
        run.claimedAt = claimedAt;
        run.sentAt = sentAt;
        run.signAt = signAt;
        tables.runs.put(id, run);
    }

    /** Never the same moment twice, so that there is an order. */
    private Instant ago(int seconds) {
        return tables.now().minusSeconds(seconds).minusNanos(1_000L * (1 + random.nextInt(400_000)));
    }

    @SafeVarargs
    private <T> T any(T... of) {
        return of[random.nextInt(of.length)];
    }
}
