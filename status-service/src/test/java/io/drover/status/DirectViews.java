package io.drover.status;

import io.drover.embedded.BackingServices;
import io.drover.testing.SharedBacking;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of the views in a fresh database, on one connection whose transaction the test keeps. */
public final class DirectViews implements AutoCloseable {
    private final BackingServices.Database database;
    private final Connection connection;
    private final Sql sql;

    private DirectViews(BackingServices.Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
        this.sql = new Sql(sourceOf(connection));
    }

    /** Makes a database with all tables and connects to it; nothing is committed on its own. */
    public static DirectViews open() {
        BackingServices.Database fresh = SharedBacking.freshDatabase("views");
        Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.username(), fresh.password())
                .load()
                .migrate();
        return on(fresh);
    }

    /** One more connection to the same database. */
    public DirectViews another() {
        return on(database);
    }

    private static DirectViews on(BackingServices.Database database) {
        try {
            Connection connection =
                    DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
            connection.setAutoCommit(false);
            return new DirectViews(database, connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Sql sql() {
        return sql;
    }

    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the one connection to everybody and lets nobody close it. */
    private static DataSource sourceOf(Connection connection) {
        Connection kept = (Connection) Proxy.newProxyInstance(
                DirectViews.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                DirectViews.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return kept;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
