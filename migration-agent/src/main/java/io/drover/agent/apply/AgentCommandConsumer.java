package io.drover.agent.apply;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Commands in. Each is handed on at once and acknowledged later, in any order; {@code throttled} commits what lies before
 * the first unacknowledged one. The stage that is returned holds the next record back until there is room, so that what
 * this agent cannot do soon stays in Kafka.
 *
 * <p><b>kill -9:</b> at most the commands whose first event Kafka had not acknowledged, and those acknowledged in the
 * half second since the last commit, come again to another agent: it finds the lock held or the work done, and says so.
 *
 * <p><b>Rebalance:</b> what waits here of a partition that goes away is dropped, the new owner reads it. What runs goes
 * on to its end and is told; its late acknowledgement counts for nothing, so the command may come again elsewhere: the
 * same case as above.
 */
@ApplicationScoped
@Identifier("agent-commands")
public class AgentCommandConsumer implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(AgentCommandConsumer.class);

    private final AgentRuns runs;

    AgentCommandConsumer(AgentRuns runs) {
        this.runs = runs;
    }

    @Incoming("agent-commands")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> receive(Message<byte[]> message) {
        @SuppressWarnings("unchecked")
        ConsumerRecord<String, byte[]> record = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
        return runs.take(record, () -> acknowledge(message, record));
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        runs.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        runs.forget(partitions);
    }

    private static void acknowledge(Message<byte[]> message, ConsumerRecord<String, byte[]> record) {
        CompletionStage<Void> acknowledged = message.ack();
        acknowledged.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf(
                        "An acknowledgement was lost, the command may come again: source=%s-%d@%d reason=%s",
                        record.topic(), record.partition(), record.offset(), failure);
            }
        });
    }
}
