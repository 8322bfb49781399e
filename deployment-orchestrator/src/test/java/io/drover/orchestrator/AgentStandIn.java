package io.drover.orchestrator;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.contracts.Topics;
import io.drover.kit.event.CloudEventHeaders;
import io.drover.kit.event.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** An agent as a test plays it: sees the commands for targets whose names begin with a prefix, answers what it is told. */
public final class AgentStandIn implements AutoCloseable {
    private static final String NAME = "agent-stand-in";

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private final String prefix;
    private final Function<AgentCommand, List<RunEvent>> work;
    private final List<AgentCommand> commands = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final KafkaProducer<String, byte[]> producer;
    private final Thread thread;

    public AgentStandIn(String prefix, Function<AgentCommand, List<RunEvent>> work) {
        this.prefix = prefix;
        this.work = work;
        this.producer = new KafkaProducer<>(broker(), new StringSerializer(), new ByteArraySerializer());
        this.thread = new Thread(this::run, "agent-" + prefix);
        thread.start();
    }

    /** Only looks; answers come from the test. */
    public static AgentStandIn silent(String prefix) {
        return new AgentStandIn(prefix, command -> List.of());
    }

    private static Map<String, Object> broker() {
        return Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "max.poll.records",
                50);
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(broker(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.agentCommands("default")).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopping.get()) {
                consumer.poll(Duration.ofMillis(50)).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        AgentCommand command = (AgentCommand) EventCodec.read(record);
        if (command.target().name().startsWith(prefix)) {
            records.add(record);
            commands.add(command);
            work.apply(command).forEach(this::say);
        }
    }

    public void say(RunEvent event) {
        producer.send(new ProducerRecord<>(
                        Topics.RUN_EVENTS,
                        null,
                        String.valueOf(event.ref().target()),
                        EventCodec.write(event),
                        CloudEventHeaders.of(UUID.randomUUID(), event.getClass(), NAME, Instant.now())))
                .isDone();
    }

    /** A beat that names runs as being executed. */
    public void beat(String agent, int free, Long... held) {
        Instant now = Instant.now();
        AgentBeat beat = new AgentBeat(
                agent, "default", "host", "test", 8, List.of(held), List.of(), false, now, now, free, null);
        producer.send(new ProducerRecord<>(
                        Topics.AGENT_EVENTS,
                        null,
                        agent,
                        EventCodec.write(beat),
                        CloudEventHeaders.of(UUID.randomUUID(), AgentBeat.class, NAME, now)))
                .isDone();
    }

    /** The answer of a target that was asked. */
    public static RunInspected inspected(AgentCommand command, RunInspected.Finding finding) {
        Instant now = Instant.now();
        boolean done = finding == RunInspected.Finding.DONE;
        return new RunInspected(
                command.ref(),
                NAME,
                finding,
                command.directory(),
                command.digest(),
                "1",
                done ? "2" : "1",
                done,
                List.of(),
                null,
                null,
                null,
                now,
                now);
    }

    public List<AgentCommand> commands() {
        return commands;
    }

    public List<ConsumerRecord<String, byte[]>> records() {
        return records;
    }

    public static RunFinished succeeded(AgentCommand command) {
        return finished(command, RunState.SUCCEEDED, null);
    }

    public static RunFinished nothingToDo(AgentCommand command) {
        return finished(command, RunState.NO_ACTION, null);
    }

    public static RunFinished failed(AgentCommand command) {
        return finished(
                command,
                RunState.FAILED,
                new RunError(
                        "statement-failed",
                        "2_b.sql",
                        "2",
                        1,
                        "INSERT",
                        "UNIQUE constraint failed: users.id",
                        "sql/migrate: …",
                        null,
                        null,
                        null));
    }

    public static RunStarted started(AgentCommand command) {
        return new RunStarted(command.ref(), NAME, "host", Instant.now());
    }

    public static RunReturned returned(AgentCommand command, String reason) {
        return new RunReturned(command.ref(), NAME, reason, Instant.now());
    }

    public static RunFinished finished(AgentCommand command, RunState state, RunError error) {
        Instant now = Instant.now();
        return new RunFinished(
                command.ref(),
                NAME,
                state,
                null,
                command.directory(),
                command.digest(),
                "1",
                "2",
                state == RunState.FAILED ? "1" : "2",
                state != RunState.FAILED,
                List.of(),
                error,
                now,
                now,
                null);
    }

    @Override
    public void close() throws InterruptedException {
        stopping.set(true);
        thread.join();
        producer.close();
    }
}
