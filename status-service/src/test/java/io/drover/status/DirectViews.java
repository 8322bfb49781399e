package io.drover.status;

import io.drover.embedded.BackingServices;
import io.drover.testing.SharedBacking;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of the views in a fresh database, on one connection whose transaction the test keeps. */
public final class DirectViews implements AutoCloseable {
    private final BackingServices.Database database;
    private final String schema;
    private final Connection connection;
    private final Sql sql;

    private DirectViews(BackingServices.Database database, String schema, Connection connection) {
        this.database = database;
        this.schema = schema;
        this.connection = connection;
        this.sql = new Sql(sourceOf(connection));
    }

    /** Makes a database with all tables and connects to it; nothing is committed on its own. */
    public static DirectViews open() {
        BackingServices.Database fresh = SharedBacking.freshDatabase("views");
        tables(fresh, "views").migrate();
        return on(fresh, "views");
    }

    /** What makes the tables of views in a schema. */
    public static Flyway tables(BackingServices.Database database, String schema) {
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .schemas(schema)
                .load();
    }

    /** One more connection to the same database. */
    public DirectViews another() {
        return on(database, schema);
    }

    /** A connection that sees the views of a schema, whether they are there or not. */
    public static DirectViews on(BackingServices.Database database, String schema) {
        try {
            Properties login = new Properties();
            login.setProperty("user", database.username());
            login.setProperty("password", database.password());
            login.setProperty("currentSchema", schema + ",public");
            Connection connection = DriverManager.getConnection(database.jdbcUrl(), login);
            connection.setAutoCommit(false);
            return new DirectViews(database, schema, connection);
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
