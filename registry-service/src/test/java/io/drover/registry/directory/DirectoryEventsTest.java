package io.drover.registry.directory;

import static io.drover.registry.Pushes.directory;
import static io.drover.registry.Pushes.files;
import static io.drover.registry.Pushes.freshName;
import static io.drover.registry.Pushes.push;
import static io.drover.registry.Pushes.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.DirectoryPushed;
import io.drover.contracts.DirectoryPushed.Tag;
import io.drover.kit.event.EventCodec;
import io.drover.registry.RegistryTest;
import io.drover.registry.Traces;
import io.drover.registry.content.Content;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RegistryTest
class DirectoryEventsTest {
    private static final String[] ONE = {"1_users.sql", "CREATE TABLE users (id int);"};
    private static final String[] TWO = {"1_users.sql", "CREATE TABLE users (id int);", "2_seed.sql", "SELECT 1;"};

    @Inject
    Traces traces;

    @Inject
    Directories directories;

    @Test
    void tellsOfAPushOnceWithKeyAndHeaders() {
        String name = freshName("event");

        push(name, with(files(TWO), "tags", List.of("v2"))).then().statusCode(201);

        List<ConsumerRecord<String, byte[]>> records = traces.events(name);
        assertThat(records).hasSize(1);
        assertThat(header(records.get(0), "ce_type")).isEqualTo("io.drover.DirectoryPushed");
        assertThat(header(records.get(0), "ce_source")).isEqualTo("/drover/registry-service");
        assertThat(header(records.get(0), "ce_specversion")).isEqualTo("1.0");
        assertThat(UUID.fromString(header(records.get(0), "ce_id"))).isNotNull();
        DirectoryPushed event = (DirectoryPushed) EventCodec.read(records.get(0));
        assertThat(event.directory()).isEqualTo(name);
        assertThat(event.aggregateSequence()).isEqualTo(1);
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.digest()).isEqualTo(directory(TWO).digest());
        assertThat(event.h1()).isEqualTo(directory(TWO).h1());
        assertThat(event.lastMigration()).isEqualTo("2");
        assertThat(event.fileCount()).isEqualTo(2);
        assertThat(event.files())
                .extracting(DirectoryPushed.MigrationFile::name)
                .containsExactly(ONE[0], TWO[2]);
        assertThat(event.tags()).containsExactly(new Tag("v2", 1));
        assertThat(event.pushedBy()).isEqualTo("anonymous");
        assertThat(event.context()).isNull();
    }

    @Test
    @DisplayName("P32 every event carries a higher sequence of its directory, also when only tags moved")
    void numbersTheEventsOfADirectory() {
        String name = freshName("numbers");
        push(name, with(files(ONE), "tags", List.of("prod"))).then().statusCode(201);
        push(name, files(TWO)).then().statusCode(201);

        push(name, with(files(TWO), "tags", List.of("prod"))).then().statusCode(200);

        List<DirectoryPushed> events = events(name);
        assertThat(events).extracting(DirectoryPushed::aggregateSequence).containsExactly(1L, 2L, 3L);
        assertThat(events).extracting(DirectoryPushed::sequence).containsExactly(1, 2, 2);
        assertThat(events.get(1).tags()).containsExactly(new Tag("prod", 1));
        assertThat(events.get(2).tags()).containsExactly(new Tag("prod", 2));
    }

    @Test
    void saysNothingOfAPushThatChangesNothing() {
        String name = freshName("quiet");
        push(name, with(files(ONE), "tags", List.of("v1"))).then().statusCode(201);

        push(name, with(files(ONE), "tags", List.of("v1"))).then().statusCode(200);

        assertThat(traces.events(name)).hasSize(1);
    }

    @Test
    void writesTheEventInTheTransactionOfTheVersion() {
        Push push = aPush(freshName("rollback"));

        QuarkusTransaction.begin();
        directories.push(push);
        long waiting = inside("SELECT count(*) FROM outbox WHERE aggregateid = '" + push.directory() + "'");
        QuarkusTransaction.rollback();

        assertThat(waiting).isEqualTo(1);
        assertThat(traces.number("SELECT count(*) FROM directories WHERE name = '" + push.directory() + "'"))
                .isZero();
        assertThat(traces.events(push.directory())).isEmpty();
    }

    @Test
    @DisplayName("P32 what waits in the outbox goes out although the relay's connection was cut")
    void tellsOfAPushAlthoughTheRelayLostItsConnection() {
        Push push = aPush(freshName("cut"));
        QuarkusTransaction.begin();
        directories.push(push);
        long cut = inside("""
                SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_locks
                WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""");

        QuarkusTransaction.commit();

        assertThat(cut).isEqualTo(1);
        assertThat(events(push.directory()))
                .extracting(DirectoryPushed::sequence)
                .containsExactly(1);
    }

    private List<DirectoryPushed> events(String name) {
        return traces.events(name).stream()
                .map(record -> (DirectoryPushed) EventCodec.read(record))
                .toList();
    }

    private static long inside(String sql) {
        return ((Number) Directory.getEntityManager().createNativeQuery(sql).getSingleResult()).longValue();
    }

    private static Push aPush(String name) {
        return new Push(name, Content.of(directory(ONE)), new PushOptions(null, List.of(), false, false, null));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
