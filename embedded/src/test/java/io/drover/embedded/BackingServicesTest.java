package io.drover.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackingServicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    static BackingServices backing;

    @BeforeAll
    static void start() {
        backing = BackingServices.start(data);
    }

    @AfterAll
    static void stop() {
        backing.close();
    }

    @Test
    void keepsMessagesWhenTheBrokerIsKilled() throws Exception {
        // Given
        createTopic("kept");
        send("kept", "one", "two", "three");
        int launches = backing.kafka().launches();

        // When
        backing.kafka().kill();

        // Then
        Awaitility.await().atMost(PATIENCE).until(() -> backing.kafka().launches() > launches);
        backing.kafka().awaitReady(PATIENCE);
        assertThat(read("kept", 3)).containsExactly("one", "two", "three");
    }

    @Test
    void createsNoTopicThatNobodyAskedFor() throws Exception {
        // Given
        createTopic("asked-for");

        // When
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(new TopicPartition("nobody-asked", 0)));
            consumer.poll(Duration.ofMillis(500));
        }

        // Then
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backing.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains("asked-for").doesNotContain("nobody-asked");
        }
    }

    @Test
    void writesEveryCommitToTheDisk() throws Exception {
        // When
        BackingServices.Database database = backing.database("durable");

        // Then
        assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(database, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask(database, "SHOW max_connections")).isEqualTo("200");
    }

    @Test
    void keepsRowsWhenTheDatabaseServerIsKilled() throws Exception {
        // Given
        BackingServices.Database database = backing.database("killed");
        execute(database, "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (42)");
        int launches = backing.postgres().launches();

        // When
        backing.postgres().kill();

        // Then
        Awaitility.await().atMost(PATIENCE).until(() -> backing.postgres().launches() > launches);
        backing.postgres().awaitReady(PATIENCE);
        assertThat(ask(database, "SELECT id FROM kept")).isEqualTo("42");
    }

    @Test
    void keepsPasswordsToItself() throws Exception {
        // When
        String password = backing.database("secretive").password();

        // Then
        Path passwords = data.resolve("postgres/passwords");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(backing.postgres().logFile())).doesNotContain(password);
        assertThat(backing.database("secretive")).asString().doesNotContain(password);
    }

    private static void createTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backing.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static void send(String topic, String... values) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", backing.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }

    private static List<String> read(String topic, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    private static KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", backing.bootstrapServers(), "group.id", "test"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static String ask(BackingServices.Database database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(BackingServices.Database database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(BackingServices.Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }
}
