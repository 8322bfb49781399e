package io.drover.kit.outbox;

import io.agroal.api.AgroalDataSource;
import io.drover.kit.metric.SampledGauges;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How much waits in the outbox and for how long: whether the relay keeps up. Counting ends at {@value #MOST} rows. */
@ApplicationScoped
@IfBuildProperty(name = "drover.outbox.enabled", stringValue = "true")
class OutboxGauges {
    static final int MOST = 10_000;

    private static final String PENDING = "SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT " + MOST + ") AS waiting";
    private static final String OLDEST = """
            SELECT coalesce(extract(epoch FROM now() - (SELECT created_at FROM outbox ORDER BY position LIMIT 1)), 0)""";

    private final SampledGauges gauges;
    private final AgroalDataSource database;

    OutboxGauges(SampledGauges gauges, AgroalDataSource database) {
        this.gauges = gauges;
        this.database = database;
    }

    void onStart(@Observes StartupEvent start) {
        gauges.add("drover.outbox.pending", "events that wait to be sent, at most " + MOST, () -> number(PENDING));
        gauges.add("drover.outbox.oldest.seconds", "how long the oldest of them waits", () -> number(OLDEST));
    }

    private long number(String query) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox cannot be looked at", e);
        }
    }
}
