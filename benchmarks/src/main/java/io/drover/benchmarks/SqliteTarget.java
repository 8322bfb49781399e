package io.drover.benchmarks;

import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A SQLite file. */
record SqliteTarget(Path file) implements Target {

    @Override
    public TargetUrl url() {
        return TargetUrl.parse("sqlite://" + file);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public AutoCloseable lock(Connection connection) throws IOException {
        Path side = file.resolveSibling(file.getFileName() + "-lock");
        FileChannel channel = FileChannel.open(side, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            throw new IOException(side + " is locked");
        }
        return () -> {
            Files.delete(side);
            channel.close();
        };
    }

    @Override
    public String revisionsTable(Connection connection) throws SQLException {
        run(connection, BareJdbc.CREATE.formatted("revisions"));
        return "revisions";
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        run(connection, "BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        run(connection, "COMMIT");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void empty() throws IOException {
        Files.deleteIfExists(file);
    }
}
