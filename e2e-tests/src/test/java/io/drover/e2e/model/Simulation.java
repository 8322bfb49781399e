package io.drover.e2e.model;

import io.drover.contracts.DeploymentState;
import io.drover.e2e.model.History.OrderPlan;
import io.drover.e2e.model.History.Trouble;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.SimulatedOrchestrator;
import io.drover.orchestrator.rollout.SimulatedOrchestrator.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets a history happen, and then no more trouble, until everything has come to its end. */
final class Simulation {
    private static final Duration LOST_AFTER = Duration.ofSeconds(30);
    private static final int PATIENCE = 45 * 60_000;

    private final History history;
    private final World world;
    private final Rules rules;
    private final Fleet fleet;
    private final Replicas replicas;
    private final SimulatedOrchestrator orchestrator;

    Simulation(History history, boolean tracing) {
        this.history = history;
        this.world = new World(history.seed(), tracing);
        this.rules = new Rules(world);
        this.fleet = new Fleet(history, world, rules);
        this.replicas = new Replicas(world, fleet, rules);
        this.orchestrator = replicas.orchestrator;
        for (long id = 1; id <= history.targets(); id++) {
            boolean isFile = id <= history.files();
            orchestrator.register(id, isFile ? null : "server-" + id % history.servers(), fleet.poolOf(id));
        }
        history.orders().forEach(order -> world.in(order.atMillis(), () -> deploy(order)));
        history.troubles().forEach(trouble -> world.in(trouble.atMillis(), () -> happens(trouble)));
    }

    Simulation run() {
        try {
            long calmFrom = Math.max(
                    history.orders().stream()
                            .mapToInt(OrderPlan::atMillis)
                            .max()
                            .orElse(0),
                    history.troubles().stream()
                            .mapToInt(Trouble::atMillis)
                            .max()
                            .orElse(0));
            world.goOnUntil(calmFrom + 1);
            fleet.heal();
            replicas.heal();
            for (long until = world.now() + PATIENCE; !isOver(); ) {
                Rules.demand(world.now() < until, "every history ends: %s", open());
                world.goOnUntil(world.now() + 5_000);
                fleet.heal();
                orchestrator.tables.deployments.values().stream()
                        .filter(deployment -> deployment.state == DeploymentState.PAUSED)
                        .map(deployment -> deployment.id)
                        .toList()
                        .forEach(id -> replicas.ask(() -> replicas.send(orchestrator.resume(id))));
            }
            new Ending(rules, fleet, replicas, world).check();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(broken.getMessage() + "\n" + world.trace(), broken);
        }
        return this;
    }

    private boolean isOver() {
        boolean finished =
                orchestrator.tables.deployments.values().stream().allMatch(deployment -> deployment.state.isFinished());
        return finished
                && orchestrator.tables.deployments.size() == history.orders().size()
                && fleet.isQuiet()
                && replicas.isQuiet();
    }

    private String open() {
        List<String> open = new ArrayList<>();
        orchestrator.tables.deployments.forEach((id, deployment) -> open.add(id + " " + deployment.state));
        orchestrator.tables.runs.forEach((id, run) -> open.add(id + " " + run.row));
        return open + " quiet: " + fleet.isQuiet() + " " + replicas.isQuiet();
    }

    private void deploy(OrderPlan plan) {
        List<Long> targets = new ArrayList<>();
        for (long id = 1; id <= history.targets(); id++) {
            if ((plan.mask() >> (id - 1) & 1) == 1) {
                targets.add(id);
            }
        }
        if (targets.isEmpty()) {
            targets.add(1L);
        }
        Order order = new Order(
                targets,
                plan.version(),
                plan.maxParallel(),
                plan.perServer(),
                plan.maxFailures(),
                plan.supersede(),
                plan.verify(),
                LOST_AFTER);
        rules.watch(orchestrator, () -> {
            long id = orchestrator.deploy(order);
            world.in(5, () -> replicas.ask(() -> replicas.send(orchestrator.drive(id))));
        });
    }

    private void happens(Trouble trouble) {
        world.trace(trouble::toString);
        int who = trouble.who();
        ModelAgent agent = fleet.agent(who);
        switch (trouble.kind()) {
            case KILL_AGENT, KILL_MACHINE -> {
                agent.die(trouble.kind() == History.Kind.KILL_MACHINE, trouble.millis());
                world.in(trouble.millis(), fleet::replaceTheDead);
            }
            case KILL_AT_STEP -> {
                agent.dieIn(trouble.millis() % 12);
                world.in(60_000, fleet::replaceTheDead);
            }
            case FREEZE_AGENT -> agent.freeze(trouble.millis());
            case DRAIN_AGENT -> {
                agent.drain();
                world.in(trouble.millis(), fleet::replaceTheDead);
            }
            case REBALANCE -> fleet.pool(who).rebalance();
            case CUT -> fleet.busyTarget(who).cut(trouble.millis());
            case TARGET_DOWN -> fleet.busyTarget(who).isDown(trouble.millis() / 4);
            case REPEAT_COMMAND -> fleet.pool(who).repeat(trouble.millis());
            case REWIND_RESULTS -> replicas.rewindResults(1 + trouble.millis() % 10);
            case REPEAT_RESULT -> replicas.repeatResult(trouble.millis());
            case REWIND_BEATS -> replicas.rewindBeats(1 + trouble.millis() % 50);
            case KILL_REPLICA -> {
                replicas.replica(who).die();
                world.in(trouble.millis() / 2, () -> replicas.replica(who).isBack());
            }
            case KILL_AFTER_COMMIT -> {
                replicas.replica(who).diesAfterCommit();
                world.in(trouble.millis(), () -> replicas.replica(who).isBack());
            }
            case FREEZE_REPLICA -> {
                replicas.replica(who).freeze();
                world.in(trouble.millis() / 2, () -> replicas.replica(who).isBack());
            }
            case DEAF -> replicas.areDeaf(trouble.millis());
            case KAFKA_AWAY -> world.kafkaIsAway(trouble.millis() / 3);
            default -> interfere(trouble);
        }
    }

    private void interfere(Trouble trouble) {
        List<Deployment> all = List.copyOf(orchestrator.tables.deployments.values());
        if (all.isEmpty()) {
            return;
        }
        long id = all.get(trouble.who() % all.size()).id;
        replicas.ask(() -> {
            switch (trouble.kind()) {
                case PAUSE -> orchestrator.pause(id);
                case RESUME -> replicas.send(orchestrator.resume(id));
                case CANCEL -> replicas.send(orchestrator.cancel(id));
                default -> {
                    rules.retry();
                    replicas.send(orchestrator.retry(id));
                }
            }
        });
    }
}
