package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Sessions of one run on a PostgreSQL database, found by their application name; never the one that looks. Those that the
 * policy gives up are ended: the server rolls back what they had not committed, and drops their locks.
 *
 * <p>A role that may not see how others are doing, or may not end them, takes them for alive and lets them be.
 */
final class PostgresOrphans {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** The server shows a session for a moment after its client has gone; until then it rests. */
    private static final Duration LAST_SIGHT = Duration.ofMillis(300);

    private static final String SESSIONS = """
            SELECT pid, application_name,
              coalesce(state LIKE 'idle%' AND clock_timestamp() - state_change >= ? * interval '1 millisecond', false),
              coalesce(state = 'idle', true)
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND left(application_name, length(?)) = ? AND coalesce(backend_type, 'client backend') = 'client backend'
            """;

    private final Connection connection;
    private final String runId;
    private final OrphanPolicy policy;

    PostgresOrphans(Connection connection, String runId, OrphanPolicy policy) {
        this.connection = connection;
        this.runId = runId;
        this.policy = policy;
    }

    private record Found(int pid, String name, boolean abandoned, boolean resting) {
        String holder() {
            return name + " (pid " + pid + ")";
        }
    }

    /** Ends what the policy gives up, waits a moment for its end, and names one that is alive; null when none is. */
    String endAndName() throws SQLException {
        return awaitEnd(attempt -> true, Duration.ZERO);
    }

    /**
     * Ends what the policy gives up and waits for the rest.
     *
     * @param attempts which attempts of the run
     * @param patience with those that may go on
     * @return one that is alive when the patience is over; null as soon as none is
     */
    String awaitEnd(Predicate<Integer> attempts, Duration patience) throws SQLException {
        long begin = System.nanoTime();
        long deadline = begin + patience.toNanos();
        long pause = 25;
        while (true) {
            List<Found> alive = find(attempts);
            boolean ended = false;
            for (Found session : alive) {
                boolean givenUp = session.abandoned() || policy.treatment() == OrphanPolicy.Treatment.END;
                ended |= givenUp && end(session);
            }
            Duration grace = ended ? FAREWELL : alive.stream().allMatch(Found::resting) ? LAST_SIGHT : Duration.ZERO;
            long until = Math.max(deadline, begin + grace.toNanos());
            if (alive.isEmpty() || System.nanoTime() >= until || !pauses(pause)) {
                return alive.isEmpty() ? null : alive.get(0).holder();
            }
            pause = Math.min(2 * pause, 1000);
        }
    }

    private List<Found> find(Predicate<Integer> attempts) throws SQLException {
        String prefix = ApplicationName.prefix(runId);
        List<Found> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SESSIONS)) {
            statement.setLong(1, policy.idleFor().toMillis());
            statement.setString(2, prefix);
            statement.setString(3, prefix);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Found(rows.getInt(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
                }
            }
        }
        found.removeIf(session -> ApplicationName.parse(session.name())
                .filter(name -> attempts.test(name.attempt()))
                .isEmpty());
        return found;
    }

    private boolean end(Found session) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
            statement.setInt(1, session.pid());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** False when this thread is interrupted: then nobody waits any longer. */
    private static boolean pauses(long milliseconds) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(milliseconds, 2 * milliseconds));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
