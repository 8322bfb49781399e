package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.Kind;
import io.drover.contracts.DeploymentControl;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.contracts.Topics;
import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AgentTest
class ControlTest extends RunningAgent {
    private static final AtomicLong DEPLOYMENT = new AtomicLong(70_000);

    private final long deployment = DEPLOYMENT.incrementAndGet();

    @Test
    @DisplayName("P20 a command sent before a pause is returned with its own epoch, one sent after the resume is done")
    void returnsACommandOfAnOlderEpoch() {
        control(DeploymentState.PAUSED, 3);
        AgentCommand old = command("older.db", 2);
        AgentCommand fresh = command("older.db", 3);

        send(old);
        RunReturned returned = wire.await(old.ref().run(), RunReturned.class);
        send(fresh);

        assertThat(returned.reason()).isEqualTo(RunReturned.OLDER_EPOCH);
        assertThat(returned.ref()).isEqualTo(old.ref());
        assertThat(wire.await(fresh.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
        wire.until("the acknowledgements", () -> unacknowledged() == 0);
        assertThat(wire.events(old.ref().run())).hasSize(1);
    }

    @Test
    @DisplayName("P20 a pause gives back what waits here while what has begun goes on")
    void givesBackWhatWaits() throws Exception {
        String url = postgresUrl();
        AgentCommand running = at(Commands.apply(url, registry.hold("SELECT pg_advisory_lock(61);")), 0);
        AgentCommand waiting = at(Commands.apply(running.target().id(), url, running.digest()), 0);
        try (Connection blocker = postgres()) {
            column(blocker, "SELECT pg_advisory_lock(61)");
            send(running);
            wire.until("a run that has begun", () -> isBlocked(running, blocker));
            send(waiting);
            wire.until(
                    "one that waits",
                    () -> wire.lastBeat().runsWaiting().contains(waiting.ref().run()));

            control(DeploymentState.PAUSED, 1);

            assertThat(wire.await(waiting.ref().run(), RunReturned.class).reason())
                    .isEqualTo(RunReturned.OLDER_EPOCH);
            assertThat(wire.events(running.ref().run())).noneMatch(RunFinished.class::isInstance);
        }
        assertThat(wire.await(running.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    @DisplayName("P20 P31 a run that waits for the registry is held, and given back when its deployment is cancelled")
    void doesNotWaitForTheContentOfACancelledDeployment() throws Exception {
        AgentCommand command = command("unfetched.db", 0);
        registry.stop();
        send(command);
        wire.await(command.ref().run(), RunStarted.class);
        wire.until(
                "a run that is held",
                () -> wire.lastBeat().runsHeld().contains(command.ref().run()));

        control(DeploymentState.CANCELLING, 1);

        assertThat(wire.await(command.ref().run(), RunReturned.class).reason()).isEqualTo(RunReturned.OLDER_EPOCH);
        assertThat(tenants.resolve("unfetched.db")).doesNotExist();
        registry.start();
    }

    @Test
    @DisplayName("P20 a run that waits for the lock of its target when its deployment is paused does not begin")
    void doesNotBeginWhatWaitedForItsLock() throws Exception {
        String url = postgresUrl();
        AgentCommand command = at(Commands.apply(url, registry.hold("CREATE TABLE never (id int);")), 0);
        AgentCommand later = at(Commands.apply(url, command.digest()), 0);
        try (Connection atlas = postgres()) {
            column(atlas, "SELECT pg_advisory_lock(2686470616)");
            send(command);
            wire.await(command.ref().run(), RunStarted.class);

            control(DeploymentState.PAUSED, 1);
            send(later);
            wire.await(later.ref().run(), RunReturned.class);
        }

        assertThat(wire.await(command.ref().run(), RunReturned.class).reason()).isEqualTo(RunReturned.OLDER_EPOCH);
        try (Connection tenant = postgres()) {
            assertThat(column(tenant, "SELECT relname FROM pg_class WHERE relname = 'never'"))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("P20 an inspection passes although its deployment is paused")
    void inspectsWhatIsPaused() {
        control(DeploymentState.PAUSED, 1);
        AgentCommand old = command("paused.db", 0);
        send(old);
        wire.await(old.ref().run(), RunReturned.class);

        send(Commands.with(old, Kind.INSPECT, "host-a", true, Instant.now()));

        assertThat(wire.await(old.ref().run(), RunInspected.class).finding()).isEqualTo(RunInspected.Finding.OPEN);
    }

    @Test
    @DisplayName(
            "P20 an epoch whose record got its tombstone counts no longer, and a record nobody can read stops nothing")
    void forgetsATombstone() {
        control(DeploymentState.CANCELLED, 5);
        AgentCommand old = command("tombstone.db", 0);
        send(old);
        wire.await(old.ref().run(), RunReturned.class);

        producer.send(new ProducerRecord<>(Topics.DEPLOYMENT_CONTROL, "nonsense", new byte[] {1}))
                .join();
        producer.send(new ProducerRecord<>(Topics.DEPLOYMENT_CONTROL, String.valueOf(deployment), null))
                .join();

        wire.until("the run to be done", () -> {
            send(at(Commands.apply(sqlite("tombstone.db"), old.digest()), 0));
            return wire.everything().contains("SUCCEEDED");
        });
    }

    private AgentCommand command(String file, long epoch) {
        return at(Commands.apply(sqlite(file), registry.hold("CREATE TABLE t (id int);")), epoch);
    }

    private AgentCommand at(AgentCommand command, long epoch) {
        RunRef ref = command.ref();
        return Commands.with(
                command, new RunRef(deployment, ref.run(), ref.target(), ref.runSeq(), ref.attempt(), epoch));
    }

    private void control(DeploymentState state, long epoch) {
        producer.send(
                        Topics.DEPLOYMENT_CONTROL,
                        String.valueOf(deployment),
                        new DeploymentControl(deployment, epoch, state, Instant.now()))
                .join();
    }
}
