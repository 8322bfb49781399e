package io.drover.status.rebuild;

import io.drover.contracts.Topics;
import io.drover.embedded.BackingServices;
import io.drover.status.DirectViews;
import io.drover.status.Sql;
import io.drover.status.projection.Consumers;
import io.drover.status.projection.EventConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Rebuilds of the views of the running service, with connections of their own as in a process of their own. */
@ApplicationScoped
public class Rebuilds {
    private static final List<String> TOPICS = List.of(
            Topics.DIRECTORY_EVENTS,
            Topics.DEPLOYMENT_EVENTS,
            Topics.TARGET_EVENTS,
            Topics.RUN_EVENTS,
            Topics.AGENT_EVENTS);

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final Sql sql;
    private final Consumers consumers;
    private final String kafka;
    private final BackingServices.Database database;

    Rebuilds(
            Sql sql,
            Consumers consumers,
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        this.sql = sql;
        this.consumers = consumers;
        this.kafka = kafka;
        this.database = new BackingServices.Database(url, user, password);
    }

    /** Rebuilds from beginning to end. */
    void run() {
        run(into -> into);
    }

    /** Rebuilds; says what becomes of the records on their way into the next views. */
    void run(UnaryOperator<TopicReader.Into> written) {
        run(source, written);
    }

    /** Rebuilds, and loses its connection at a statement. */
    void runUntil(String statement, boolean itIsExecuted) {
        run(new DyingSource(source, statement, itIsExecuted).source(), into -> into);
    }

    private void run(DataSource control, UnaryOperator<TopicReader.Into> written) {
        try (DirectViews next = DirectViews.on(database, "next")) {
            EventConsumer consumer = consumers.over(next);
            new Rebuild(
                            control,
                            DirectViews.tables(database, "next"),
                            Map.of("bootstrap.servers", kafka),
                            TOPICS,
                            written.apply(consumer::consume))
                    .run();
        } catch (SQLException e) {
            throw new Killed(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As soon as the server has noticed that the one before is gone. */
    void runAgain() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try {
                run();
                return true;
            } catch (NextViews.AnotherRebuild e) {
                return false;
            }
        });
    }

    /** The rebuild has lost its connection. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Killed(Exception cause) {
            super(cause);
        }
    }

    DirectViews reader() {
        return DirectViews.on(database, "views");
    }

    UUID generation() {
        return sql.first("SELECT id FROM generation", row -> row.getObject("id", UUID.class))
                .orElseThrow();
    }

    List<String> schemas() {
        return sql.list(
                "SELECT nspname FROM pg_namespace WHERE nspname IN ('views', 'next', 'previous') ORDER BY 1",
                row -> row.getString("nspname"));
    }

    /** Every row of every table but those that say which views these are and who was told what. */
    Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new TreeMap<>();
        List<String> names = sql.list(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'views'"
                        + " AND tablename NOT IN ('change', 'generation', 'flyway_schema_history')",
                row -> row.getString("tablename"));
        names.forEach(name -> tables.put(
                name,
                sql.list(
                        "SELECT to_jsonb(t)::text AS line FROM views.\"" + name + "\" AS t ORDER BY 1",
                        row -> row.getString("line"))));
        return tables;
    }
}
