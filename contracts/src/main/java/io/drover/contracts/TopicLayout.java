package io.drover.contracts;

import java.time.Duration;

/**
 * How a topic is created. Partitions are fixed at creation: a key must never move to another partition.
 *
 * @param partitions 1 for the control topic and agent events, {@code widePartitions} for commands and run events, else 6
 * @param retention null for ever
 * @param compacted true where only the newest record of a key counts
 */
public record TopicLayout(String name, int partitions, Duration retention, boolean compacted) {

    /**
     * The layout of a topic by its name.
     *
     * @param widePartitions partitions of commands and run events: 12 on one machine, 48 otherwise
     */
    public static TopicLayout of(String topic, int widePartitions) {
        if (Topics.isDeadLetters(topic)) {
            return new TopicLayout(topic, 6, Duration.ofDays(30), false);
        }
        if (Topics.isAgentCommands(topic)) {
            return new TopicLayout(topic, widePartitions, Duration.ofDays(7), false);
        }
        return switch (topic) {
            case Topics.RUN_EVENTS -> new TopicLayout(topic, widePartitions, null, false);
            case Topics.DEPLOYMENT_CONTROL -> new TopicLayout(topic, 1, null, true);
            case Topics.AGENT_EVENTS -> new TopicLayout(topic, 1, Duration.ofDays(1), false);
            case Topics.DIRECTORY_EVENTS, Topics.DEPLOYMENT_EVENTS, Topics.TARGET_EVENTS, Topics.REPORTED_EVENTS ->
                new TopicLayout(topic, 6, null, false);
            default -> throw new IllegalArgumentException("Not a topic of Drover: " + topic);
        };
    }
}
