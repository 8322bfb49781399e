package io.drover.engine.apply;

import io.drover.engine.target.InvalidTargetUrl;
import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.SQLException;

/** Plain connections to the servers of targets, with the timeouts and parameters that an apply has. Thread-safe. */
public final class TargetConnections {

    private TargetConnections() {}

    /**
     * A connection that commits each statement; the caller closes it.
     *
     * @param target a server, no SQLite file
     * @throws InvalidTargetUrl when a parameter of the URL has no usable value
     * @throws SQLException when the server cannot be reached or lets nobody in
     */
    public static Connection open(TargetUrl target) throws SQLException {
        ApplyOptions options = ApplyOptions.defaults();
        if (target.kind() == TargetUrl.Kind.SQLITE) {
            throw new IllegalArgumentException("a SQLite file has no server");
        }
        try {
            return target.kind() == TargetUrl.Kind.MYSQL
                    ? MysqlConnections.open(target, options)
                    : PostgresConnections.open(target, options, false);
        } catch (Refusal e) {
            throw new InvalidTargetUrl(e.problem().sentence());
        }
    }
}
