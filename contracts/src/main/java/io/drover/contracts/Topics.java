package io.drover.contracts;

/** Names of the topics. {@link TopicLayout} says how each is laid out. */
public final class Topics {
    public static final String DIRECTORY_EVENTS = "drover.directory-events";
    public static final String DEPLOYMENT_EVENTS = "drover.deployment-events";
    public static final String DEPLOYMENT_CONTROL = "drover.deployment-control";
    public static final String TARGET_EVENTS = "drover.target-events";
    public static final String RUN_EVENTS = "drover.run-events";
    public static final String REPORTED_EVENTS = "drover.reported-events";
    public static final String AGENT_EVENTS = "drover.agent-events";

    private static final String AGENT_COMMANDS = "drover.agent-commands.";

    private Topics() {}

    /** Where the commands for a pool go. */
    public static String agentCommands(String pool) {
        return AGENT_COMMANDS + pool;
    }

    /** Where records of a topic go that nobody can decode. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }

    static boolean isAgentCommands(String topic) {
        return topic.startsWith(AGENT_COMMANDS) && !isDeadLetters(topic);
    }

    static boolean isDeadLetters(String topic) {
        return topic.endsWith(".dlq");
    }
}
