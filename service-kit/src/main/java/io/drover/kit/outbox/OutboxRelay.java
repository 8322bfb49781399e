package io.drover.kit.outbox;

import io.agroal.api.AgroalDataSource;
import io.drover.kit.process.VitalThread;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Carries committed outbox rows to Kafka. One relay per database is at work at a time, by an advisory lock on its own
 * session; the relays of other replicas wait for it. A commit wakes it by NOTIFY, a poll every second is the safety net.
 *
 * <p>Killed between sending and deleting, the next relay sends the same rows again: consumers compare the aggregate's
 * sequence and drop what they have. A relay whose session is gone has lost the lock with it and fails at its next
 * statement, before it can take more rows. One that is frozen loses its session after ten seconds, and another relay goes
 * on; when it thaws, the records it had at hand may come once more, late.
 */
@ApplicationScoped
@IfBuildProperty(name = "drover.outbox.enabled", stringValue = "true")
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long LOCK = 0x64726f7665724f42L; // "droverOB"
    private static final int POLL_MS = 1_000;

    /** Ten polls left out: the server takes the session, and with it the lock, from a relay that hangs or is frozen. */
    private static final int SILENCE_MS = 10_000;

    private final AgroalDataSource database;
    private final OutboxBatch batch;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;

    OutboxRelay(AgroalDataSource database, OutboxBatch batch) {
        this.database = database;
        this.batch = batch;
    }

    void onStart(@Observes StartupEvent start) {
        thread = VitalThread.start("outbox-relay", this::run);
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    private void run() {
        while (!isStopping()) {
            try (Connection connection = database.getConnection()) {
                relay(connection);
            } catch (SQLException | RuntimeException e) {
                if (!isStopping()) {
                    LOG.warnf("The outbox relay starts over: %s", e.getMessage());
                }
            }
            pause();
        }
    }

    private void relay(Connection connection) throws SQLException {
        if (!execute(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return;
        }
        try {
            execute(connection, "SET idle_session_timeout = " + SILENCE_MS);
            execute(connection, "LISTEN " + OutboxEmitter.CHANNEL);
            while (!isStopping()) {
                while (batch.carry(connection)) {
                    if (isStopping()) {
                        return;
                    }
                }
                connection.unwrap(PGConnection.class).getNotifications(POLL_MS);
            }
        } finally {
            execute(connection, "RESET idle_session_timeout");
            execute(connection, "UNLISTEN *");
            execute(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return true;
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            if (stopping.await(POLL_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("The outbox relay ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
