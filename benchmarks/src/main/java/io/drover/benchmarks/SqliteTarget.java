package io.drover.benchmarks;

import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/** A SQLite file. */
record SqliteTarget(Path file) implements Target {

    private static final String HOLDER = "bare:pid-" + ProcessHandle.current().pid();

    @Override
    public TargetUrl url() {
        return TargetUrl.parse("sqlite://" + file);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** Names its holder, and can be removed while others wait: so it must prove that the file is still in place. */
    @Override
    public AutoCloseable lock(Connection connection) throws IOException {
        Path side = file.resolveSibling(file.getFileName() + "-lock");
        RandomAccessFile lock = new RandomAccessFile(side.toFile(), "rw");
        if (lock.getChannel().tryLock() == null) {
            throw new IOException(side + " is locked");
        }
        for (int round = 1; round <= 2; round++) {
            long size = lock.length() + ThreadLocalRandom.current().nextLong(1, 1 << 16);
            lock.setLength(size);
            if (Files.size(side) != size) {
                throw new IOException(side + " was removed");
            }
        }
        lock.write(HOLDER.getBytes(StandardCharsets.UTF_8));
        return () -> {
            Files.delete(side);
            lock.close();
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
