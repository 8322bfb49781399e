package io.drover.engine.apply;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a PostgreSQL server said: its primary message, with detail, hint and SQLSTATE beside it. */
final class PostgresErrors {

    private static final String CONNECTION_CLASS = "08";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Set<String> PASSING = Set.of(LOCK_NOT_AVAILABLE, "40P01", "40001");
    private static final Set<String> SERVER_WENT_AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    private PostgresErrors() {}

    static DatabaseError of(SQLException e) {
        String state = e.getSQLState();
        boolean lost = state != null && (state.startsWith(CONNECTION_CLASS) || SERVER_WENT_AWAY.contains(state));
        boolean busy = LOCK_NOT_AVAILABLE.equals(state);
        boolean passing = state != null && PASSING.contains(state);
        ServerErrorMessage said = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        if (said == null || said.getMessage() == null) {
            return new DatabaseError(String.valueOf(e.getMessage()), null, null, state, lost, busy, passing);
        }
        return new DatabaseError(said.getMessage(), said.getDetail(), said.getHint(), state, lost, busy, passing);
    }
}
