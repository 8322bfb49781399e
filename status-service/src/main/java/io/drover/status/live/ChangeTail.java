package io.drover.status.live;

import io.drover.status.StatusService;
import io.drover.status.projection.Change;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Hears of every change that any replica commits, on a connection of its own: a notification wakes it, and should one be
 * missing it looks every second. It goes on after the last id it read, so a connection that was lost costs nothing; when
 * what came since is gone from the table, everything counts as changed.
 */
@ApplicationScoped
class ChangeTail {
    private static final Logger LOG = Logger.getLogger(ChangeTail.class);
    private static final int LOOK_EVERY_MS = 1_000;
    private static final int COME_BACK_MS = 500;
    private static final int AT_ONCE = 200;

    private final Broadcast broadcast;
    private final String url;
    private final Properties login = new Properties();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "change-tail");
    private Long position;
    private volatile Connection connection;

    ChangeTail(
            Broadcast broadcast,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @ConfigProperty(name = "quarkus.datasource.jdbc.additional-jdbc-properties.currentSchema") String schema) {
        this.broadcast = broadcast;
        this.url = url;
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("currentSchema", schema);
        login.setProperty("ApplicationName", "status-service changes");
        // a server that is gone without a word is noticed
        login.setProperty("socketTimeout", "20");
        login.setProperty("connectTimeout", "5");
        login.setProperty("tcpKeepAlive", "true");
        thread.setDaemon(true);
    }

    void onStart(@Observes StartupEvent start) {
        if (!StatusService.isRebuild()) {
            thread.start();
        }
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
        close();
    }

    /** Loses its connection, as a restart of the server has it. */
    void close() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("The connection was gone already", e);
            }
        }
    }

    private void run() {
        try {
            do {
                follow();
            } while (!stopping.await(COME_BACK_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the connection is lost. */
    private void follow() {
        try (Connection opened = DriverManager.getConnection(url, login)) {
            connection = opened;
            try (Statement statement = opened.createStatement()) {
                statement.execute("LISTEN drover_change");
            }
            begin(opened);
            PGConnection notified = opened.unwrap(PGConnection.class);
            while (stopping.getCount() > 0) {
                boolean all = read(opened);
                if (all) {
                    notified.getNotifications(LOOK_EVERY_MS);
                }
            }
        } catch (SQLException | RuntimeException e) {
            if (stopping.getCount() > 0) {
                LOG.warnf("Changes cannot be heard of and are caught up with later: %s", e);
            }
        } finally {
            connection = null;
        }
    }

    private void begin(Connection opened) throws SQLException {
        if (position != null && isKnown(opened)) {
            return;
        }
        boolean first = position == null;
        try (PreparedStatement newest = opened.prepareStatement(Changes.NEWEST);
                ResultSet row = newest.executeQuery()) {
            row.next();
            position = row.getLong("seq");
        }
        broadcast.take(position, first ? Change.NOTHING : Change.EVERYTHING);
    }

    private boolean isKnown(Connection opened) throws SQLException {
        try (PreparedStatement known = opened.prepareStatement(Changes.KNOWN)) {
            known.setLong(1, position);
            try (ResultSet row = known.executeQuery()) {
                return row.next();
            }
        }
    }

    /** True when nothing is left to read. */
    private boolean read(Connection opened) throws SQLException {
        List<Changes.Numbered> found = new ArrayList<>();
        try (PreparedStatement after = opened.prepareStatement(Changes.AFTER)) {
            after.setLong(1, position);
            after.setInt(2, AT_ONCE);
            try (ResultSet rows = after.executeQuery()) {
                while (rows.next()) {
                    found.add(Changes.Numbered.read(rows));
                }
            }
        }
        for (Changes.Numbered one : found) {
            broadcast.take(one.id(), one.change());
            position = one.id();
        }
        return found.size() < AT_ONCE;
    }
}
