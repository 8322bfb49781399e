package io.drover.engine.apply;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a MySQL or MariaDB server said. The driver puts the connection's number before it; the error's number is told beside it. */
final class MysqlErrors {

    private static final String CONNECTION_CLASS = "08";
    static final int PACKET_TOO_LARGE = 1153;

    /** Shutdown, aborted, killed, network, gone away, lost. */
    private static final Set<Integer> LOST =
            Set.of(1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2003, 2006, 2013, 2055, 4031);

    /** Lock wait timeout, deadlock, locks of the user's own, no wait. */
    private static final Set<Integer> BUSY = Set.of(1205, 1213, 3058, 3572);

    private static final Pattern WRAPPED = Pattern.compile("^(?:\\(conn=-?\\d+\\) )?(.*)$", Pattern.DOTALL);

    private MysqlErrors() {}

    static DatabaseError of(SQLException e) {
        int number = e.getErrorCode();
        String state = e.getSQLState();
        boolean connection = state != null && state.startsWith(CONNECTION_CLASS) && number != PACKET_TOO_LARGE;
        return new DatabaseError(
                unwrapped(String.valueOf(e.getMessage())),
                number > 0 ? "MySQL error " + number : null,
                null,
                state,
                connection || LOST.contains(number),
                BUSY.contains(number));
    }

    private static String unwrapped(String message) {
        Matcher wrapped = WRAPPED.matcher(message);
        return wrapped.matches() ? wrapped.group(1) : message;
    }
}
