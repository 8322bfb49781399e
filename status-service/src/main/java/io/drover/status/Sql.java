package io.drover.status;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/** Runs SQL on the caller's transaction. A {@code Long[]} or {@code String[]} becomes an array; the character NUL, which
 * PostgreSQL does not store, becomes U+FFFD. Thread-safe. */
@ApplicationScoped
public class Sql {
    private final DataSource source;

    Sql(DataSource source) {
        this.source = source;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A database that does not do what it is told; retrying may help. */
    public static final class SqlFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SqlFailed(SQLException cause) {
            super(cause);
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(String query, Row<T> row, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepared(connection, query, parameters)) {
            return read(statement, row);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** All rows of a query that is planned for these parameters alone, because for others another plan is far better. */
    public <T> List<T> listAnew(String query, Row<T> row, Collection<Object> parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepared(connection, query, parameters.toArray())) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            return read(statement, row);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    private static <T> List<T> read(PreparedStatement statement, Row<T> row) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        }
    }

    /** All rows of a query whose parameters were collected. */
    public <T> List<T> list(String query, Row<T> row, Collection<Object> parameters) {
        return list(query, row, parameters.toArray());
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String query, Row<T> row, Object... parameters) {
        return list(query, row, parameters).stream().findFirst();
    }

    /**
     * Reads as of one moment: what several queries tell fits together. Begins a transaction of its own, in which nothing can be
     * written.
     */
    public <T> T asOfOneMoment(Supplier<T> reading) {
        return QuarkusTransaction.requiringNew().call(() -> {
            update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            return reading.get();
        });
    }

    /** Runs a statement and says how many rows it wrote. */
    public int update(String statement, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement prepared = prepared(connection, statement, parameters)) {
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** A time column, null when it is null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A text[] column. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static PreparedStatement prepared(Connection connection, String text, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, bindable(connection, parameters[i]));
        }
        return statement;
    }

    private static Object bindable(Connection connection, Object value) throws SQLException {
        if (value instanceof Instant) {
            return ((Instant) value).atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Long[]) {
            return connection.createArrayOf("bigint", (Object[]) value);
        }
        if (value instanceof String[]) {
            return connection.createArrayOf("text", (Object[]) value);
        }
        return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
    }
}
