package io.drover.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.agent.control.ControlGate.Verdict;
import io.drover.contracts.DeploymentControl;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.EventTypes;
import io.drover.contracts.RunRef;
import io.drover.contracts.Topics;
import io.drover.embedded.BackingServices;
import io.drover.kit.event.CloudEventHeaders;
import io.drover.kit.event.EventCodec;
import io.drover.testing.KafkaProbe;
import io.drover.testing.SharedBacking;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeploymentControlReaderTest {
    private final BackingServices backing = SharedBacking.get();

    @Test
    @DisplayName(
            "P20 what was said before the agent began is known before anything begins, and Kafka may go and come back")
    void hearsEverythingAndSurvivesKafka() throws Exception {
        try (KafkaProbe kafka = new KafkaProbe(backing.bootstrapServers())) {
            kafka.ensureTopic(Topics.DEPLOYMENT_CONTROL, 1);
            say(kafka, 91_001, 4);
            ControlGate gate = new ControlGate();
            DeploymentControlReader reader = new DeploymentControlReader(
                    Map.of("bootstrap.servers", backing.bootstrapServers(), "group.id", "nobody"), gate);

            reader.onStart(null);

            await().atMost(Duration.ofSeconds(60)).until(gate::hasBeenRead);
            assertThat(gate.judge(run(91_001, 3))).isEqualTo(Verdict.OLDER);
            await().atMost(Duration.ofSeconds(60)).until(() -> gate.judge(run(91_001, 4)) == Verdict.OPEN);

            backing.kafka().kill();
            await().atMost(Duration.ofSeconds(60)).until(() -> gate.judge(run(91_002, 0)) == Verdict.SHUT);

            await().atMost(Duration.ofSeconds(120)).until(() -> gate.judge(run(91_002, 0)) == Verdict.OPEN);
            assertThat(gate.judge(run(91_001, 3))).isEqualTo(Verdict.OLDER);
            say(kafka, 91_002, 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> gate.judge(run(91_002, 0)) == Verdict.OLDER);
            reader.onStop(null);
        }
    }

    private static void say(KafkaProbe kafka, long deployment, long epoch) throws Exception {
        DeploymentControl control = new DeploymentControl(deployment, epoch, DeploymentState.PAUSED, Instant.now());
        kafka.send(
                Topics.DEPLOYMENT_CONTROL,
                String.valueOf(deployment),
                new String(EventCodec.write(control), StandardCharsets.UTF_8),
                Map.of(CloudEventHeaders.TYPE, EventTypes.nameOf(DeploymentControl.class)));
    }

    private static RunRef run(long deployment, long epoch) {
        return new RunRef(deployment, 1, 1, 1, 1, epoch);
    }
}
