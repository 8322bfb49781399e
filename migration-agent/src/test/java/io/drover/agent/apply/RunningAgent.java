package io.drover.agent.apply;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventProducer;
import io.drover.kit.event.TopicBootstrap;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of a running agent share: a registry, the wire, tenants. */
abstract class RunningAgent {
    static final String COMMANDS = Topics.agentCommands("default");
    static final String PASSWORD = "canary/pass:word@1";

    @Inject
    EventProducer producer;

    @Inject
    TopicBootstrap topics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "drover.registry.url")
    URI registryUrl;

    @ConfigProperty(name = "drover.sqlite.roots")
    Path tenants;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String postgres;

    @ConfigProperty(name = "quarkus.datasource.username")
    String postgresUser;

    @ConfigProperty(name = "quarkus.datasource.password")
    String postgresPassword;

    RegistryStandIn registry;
    Wire wire;

    @BeforeEach
    void listen() throws IOException {
        registry = new RegistryStandIn(registryUrl);
        registry.start();
        topics.ensure(List.of(Topics.deadLetters(COMMANDS)));
        wire = new Wire(kafka, Topics.RUN_EVENTS, Topics.AGENT_EVENTS, Topics.deadLetters(COMMANDS));
    }

    @AfterEach
    void hangUp() {
        wire.close();
        registry.stop();
    }

    void send(AgentCommand command) {
        producer.send(COMMANDS, String.valueOf(command.target().id()), command, Commands.headers(command.ref()))
                .join();
    }

    /** How many commands the agent's group has not acknowledged. */
    long unacknowledged() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            int partitions = admin.describeTopics(List.of(COMMANDS))
                    .topicNameValues()
                    .get(COMMANDS)
                    .get()
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(COMMANDS, partition), OffsetSpec.latest());
            }
            long sent = admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
            long committed = admin
                    .listConsumerGroupOffsets("migration-agent.default")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
            return sent - committed;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    String sqlite(String name) {
        return "sqlite://" + tenants.resolve(name);
    }

    /** The tenant on the server, whose user now has the password that must never be seen. */
    String postgresUrl() {
        try (Connection connection = postgres();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
            statement.execute("DROP SCHEMA IF EXISTS atlas_schema_revisions CASCADE");
            statement.execute("ALTER ROLE CURRENT_USER PASSWORD '" + PASSWORD + "'");
            postgresPassword = PASSWORD;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return postgres.replace("jdbc:postgresql://", "postgres://" + postgresUser + ":${env:AGENT_TEST_PASSWORD}@");
    }

    Connection postgres() throws SQLException {
        try {
            return DriverManager.getConnection(postgres, postgresUser, postgresPassword);
        } catch (SQLException e) {
            return DriverManager.getConnection(postgres, postgresUser, PASSWORD);
        }
    }

    /** Whether the first attempt of this run stands in a statement that waits for an advisory lock of the test. */
    boolean isBlocked(AgentCommand command, Connection looking) {
        return !ofSession(command, looking, "pid", " AND wait_event = 'advisory'")
                .isEmpty();
    }

    /** Something about the sessions of the first attempt of this run. */
    List<String> ofSession(AgentCommand command, Connection looking, String what, String more) {
        try {
            String name = "drover:" + command.ref().run() + ":1";
            return column(
                    looking,
                    "SELECT " + what + " FROM pg_stat_activity WHERE application_name = '" + name + "'" + more);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
