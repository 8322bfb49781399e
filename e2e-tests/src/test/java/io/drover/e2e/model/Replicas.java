package io.drover.e2e.model;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentEvent;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.OrchestratorBeat;
import io.drover.contracts.RunEvent;
import io.drover.contracts.Topics;
import io.drover.kit.outbox.OutboxEmitter.Entry;
import io.drover.orchestrator.result.RunResults.Outcome;
import io.drover.orchestrator.result.RunResults.Received;
import io.drover.orchestrator.rollout.Claim;
import io.drover.orchestrator.rollout.SimulatedOrchestrator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two orchestrators on the same tables: their sweeps, their consumers, their senders. What one has committed and not sent
 * is lost with it; what it had read and not committed is read again.
 */
final class Replicas {
    final Topic events = new Topic();
    final SimulatedOrchestrator orchestrator;
    private final World world;
    private final Fleet fleet;
    private final Rules rules;
    private final Topic.Reader results;
    private final Topic.Reader beats;
    private final List<Replica> replicas =
            List.of(new Replica(this, "orchestrator-1"), new Replica(this, "orchestrator-2"));
    private long relayAt;
    private long readsAgainAt;
    private long deafUntil;

    Replicas(World world, Fleet fleet, Rules rules) {
        this.world = world;
        this.fleet = fleet;
        this.rules = rules;
        this.orchestrator = new SimulatedOrchestrator(world, this::relay);
        this.results = fleet.results.new Reader();
        this.beats = fleet.beats.new Reader();
        replicas.forEach(replica -> every(1_000, () -> sweep(replica)));
        replicas.forEach(replica -> every(1_000, () -> beat(replica)));
        every(150, this::readResults);
        every(300, this::readBeats);
    }

    World world() {
        return world;
    }

    private void every(int millis, Runnable what) {
        world.in(world.between(1, millis), () -> {
            what.run();
            every(millis, what);
        });
    }

    /** The outbox: in its order, a moment later. */
    private void relay(Entry entry) {
        relayAt = Math.max(relayAt, world.now() + world.kafkaDelay() / 3 + world.between(1, 50));
        relayAt = Math.max(relayAt, world.kafkaBackAt());
        Topic topic = entry.topic().equals(Topics.DEPLOYMENT_CONTROL) ? fleet.control : events;
        world.in(relayAt - world.now(), () -> topic.append(entry.key(), entry.event(), world.now()));
        if (entry.event() instanceof DeploymentEvent said) {
            rules.said(said);
        }
    }

    Replica replica(int which) {
        return replicas.get(which % replicas.size());
    }

    /** Somebody who is there. */
    private Replica any() {
        Replica first = replicas.get(world.between(0, 1));
        return first.isUp() ? first : replicas.get(0).isUp() ? replicas.get(0) : replicas.get(1);
    }

    private boolean somebodyIsUp() {
        return replicas.stream().anyMatch(Replica::isUp);
    }

    /** A person's wish; refused when the state does not allow it. */
    void ask(Runnable wish) {
        if (somebodyIsUp()) {
            rules.watch(orchestrator, wish);
        }
    }

    void send(List<Claim> claims) {
        any().send(claims);
    }

    private void sweep(Replica replica) {
        if (!replica.isUp()) {
            return;
        }
        rules.watch(orchestrator, () -> {
            List<Claim> unsent = orchestrator.unsent(replica.unacknowledged());
            rules.sentAgain(unsent);
            replica.send(unsent);
        });
        rules.watch(orchestrator, () -> orchestrator.inspections().forEach(replica::ask));
        rules.watch(orchestrator, () -> replica.send(orchestrator.supersede()));
        for (long id : orchestrator.restless()) {
            rules.watch(orchestrator, () -> replica.send(orchestrator.drive(id)));
        }
        rules.watch(orchestrator, () -> replica.send(orchestrator.lookForLost()));
    }

    private void beat(Replica replica) {
        if (replica.isUp()) {
            OrchestratorBeat beat = new OrchestratorBeat(replica.name, world.instant());
            world.in(world.kafkaDelay(), () -> fleet.beats.append(Rules.ONE, beat, world.now()));
        }
    }

    private void readBeats() {
        if (somebodyIsUp() && world.now() >= deafUntil && world.kafkaIsThere()) {
            List<AgentEvent> heard = new ArrayList<>();
            beats.poll(world).forEach(entry -> heard.add((AgentEvent) entry.event()));
            rules.watch(orchestrator, () -> send(orchestrator.hear(heard)));
        }
    }

    private void readResults() {
        if (!somebodyIsUp() || world.now() < readsAgainAt || !world.kafkaIsThere()) {
            return;
        }
        Map<String, Integer> committed = results.positions();
        Replica reader = any();
        Map<Long, List<Received>> byDeployment = new TreeMap<>();
        results.poll(world).forEach(entry -> {
            RunEvent event = (RunEvent) entry.event();
            byDeployment
                    .computeIfAbsent(event.ref().deployment(), id -> new ArrayList<>())
                    .add(new Received(event, entry.offset()));
        });
        byDeployment.forEach((deployment, received) -> {
            if (reader.isUp()) {
                take(reader, deployment, received);
            }
        });
        if (!reader.isUp()) {
            results.seek(committed);
            readsAgainAt = world.now() + 10_000;
        }
    }

    private void take(Replica reader, long deployment, List<Received> received) {
        rules.heard(received);
        rules.watch(orchestrator, () -> {
            Outcome outcome = orchestrator.take(deployment, received);
            reader.send(outcome.claimed().runs());
            if (!outcome.freedTargets().isEmpty()) {
                orchestrator
                        .claims
                        .waitingFor(outcome.freedTargets(), deployment)
                        .forEach(id -> world.in(5, () -> wake(reader, id)));
            }
        });
    }

    private void wake(Replica replica, long deployment) {
        if (replica.isUp()) {
            rules.watch(orchestrator, () -> replica.send(orchestrator.drive(deployment)));
        }
    }

    /** Words of agents are heard again from some place on. */
    void rewindResults(int records) {
        results.rewind(records);
    }

    void rewindBeats(int records) {
        beats.rewind(records);
    }

    /** One word of an agent is heard again. */
    void repeatResult(int which) {
        if (!fleet.results.all().isEmpty() && somebodyIsUp()) {
            Topic.Entry entry =
                    fleet.results.all().get(which % fleet.results.all().size());
            RunEvent event = (RunEvent) entry.event();
            take(any(), event.ref().deployment(), List.of(new Received(event, entry.offset())));
        }
    }

    void areDeaf(long millis) {
        deafUntil = Math.max(deafUntil, world.now() + millis);
    }

    void heal() {
        deafUntil = 0;
        replicas.forEach(Replica::isBack);
    }

    boolean isQuiet() {
        return results.isAtTheEnd()
                && world.now() > relayAt
                && replicas.stream()
                        .allMatch(replica -> replica.unacknowledged().isEmpty());
    }

    /** A command on its way; it is in the topic when it is acknowledged. */
    void append(Claim claim, AgentCommand.Kind kind) {
        AgentCommand command = SimulatedOrchestrator.command(claim, kind);
        world.trace(() -> "command " + kind + " " + command.ref());
        fleet.command(claim.pool(), command);
    }
}
