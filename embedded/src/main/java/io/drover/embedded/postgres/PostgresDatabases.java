package io.drover.embedded.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;

/** Creates databases, each with a user of the same name that owns it. Repeating it changes nothing. */
final class PostgresDatabases {
    private final int port;
    private final PostgresPasswords passwords;

    PostgresDatabases(int port, PostgresPasswords passwords) {
        this.port = port;
        this.passwords = passwords;
    }

    void ensure(Iterable<String> names) throws SQLException {
        try (Connection admin = connectAsAdmin()) {
            for (String name : names) {
                ensure(admin, name);
            }
        }
    }

    private void ensure(Connection admin, String name) throws SQLException {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        try (Statement statement = admin.createStatement()) {
            if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + name + " LOGIN");
            }
            // hashed on this side, so the server's log never sees it, whatever it logs
            admin.unwrap(PGConnection.class)
                    .alterUserPassword(name, passwords.of(name).toCharArray(), "scram-sha-256");
            if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
        }
    }

    private static boolean exists(Connection admin, String query, String name) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Connection connectAsAdmin() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresCluster.ADMIN);
        properties.setProperty("password", passwords.of(PostgresCluster.ADMIN));
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }
}
