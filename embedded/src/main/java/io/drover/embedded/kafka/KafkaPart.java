package io.drover.embedded.kafka;

import io.drover.embedded.part.Health;
import io.drover.embedded.part.JavaCommand;
import io.drover.embedded.part.PartSpec;
import io.drover.embedded.part.StackException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A one-node Kafka on 127.0.0.1 that keeps its messages over restarts and kills. It creates no topic by itself: who
 * uses a topic ensures it.
 */
public final class KafkaPart {
    public static final String NAME = "kafka";

    private KafkaPart() {}

    /**
     * @param data the data directory of the stack; the messages lie in {@code kafka/}
     * @param classPath of the broker, our own code included
     */
    public static PartSpec spec(Path data, int port, int controllerPort, List<Path> classPath) {
        Path run = data.resolve("run");
        Path config = run.resolve("kafka.properties");
        Path ready = run.resolve("kafka.ready");
        List<String> command = JavaCommand.withHeap(320)
                .option("-Djava.util.logging.SimpleFormatter.format=%1$tF %1$tT,%1$tL %4$s %5$s (%3$s)%6$s%n")
                .main(classPath, KafkaMain.class.getName(), List.of(config.toString(), ready.toString()));
        return PartSpec.of(NAME, data, command)
                .onPort(port)
                .before(() -> write(config, properties(port, controllerPort)))
                .readyWhen(Health.pidWrittenTo(ready))
                .stoppedWithin(Duration.ofSeconds(6));
    }

    private static Properties properties(int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "node.id", "1",
                "process.roles", "broker,controller",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                // below the working directory: a path with a comma in it would be read as a list
                "log.dirs", "kafka",
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0"));
        properties.putAll(Map.of(
                "offsets.topic.num.partitions", "5",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "5",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "controlled.shutdown.enable", "false",
                // a broker that starts again is taken for its own double until the session of the one before it is over
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500"));
        return properties;
    }

    private static void write(Path file, Properties properties) {
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new StackException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
