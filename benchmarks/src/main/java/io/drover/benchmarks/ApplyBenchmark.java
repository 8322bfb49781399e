package io.drover.benchmarks;

import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One migration of three statements on a new SQLite file: the engine (lock, revisions table, verification, transaction)
 * beside plain JDBC that executes the same statements and writes one row about it. Only the ratio of the two says
 * something; the absolute numbers are the disk's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ApplyBenchmark {
    private static final List<String> STATEMENTS = List.of(
            "CREATE TABLE users (id int PRIMARY KEY, name text)",
            "INSERT INTO users (id, name) VALUES (1, 'a8m')",
            "INSERT INTO users (id, name) VALUES (2, 'rotemtam')");

    private final MigrationEngine engine = new MigrationEngine("bench");
    private MigrationDirectory directory;
    private Path folder;
    private Path database;

    @Setup
    public void prepare() throws IOException {
        folder = Files.createTempDirectory("drover-bench");
        byte[] content = (String.join(";\n", STATEMENTS) + ";\n").getBytes(StandardCharsets.UTF_8);
        directory = MigrationDirectory.of(List.of(new SourceFile("1_users.sql", content)), null);
        directory = MigrationDirectory.fromTar(directory.canonicalTar());
    }

    @Setup(Level.Invocation)
    public void nameNewDatabase() {
        database = folder.resolve("tenant.db");
    }

    @TearDown(Level.Invocation)
    public void removeDatabase() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @TearDown
    public void removeFolder() throws IOException {
        Files.delete(folder);
    }

    @Benchmark
    public ApplyOutcome engine() {
        ApplyOutcome outcome =
                engine.apply(TargetUrl.parse("sqlite://" + database), directory, ApplyOptions.defaults(), event -> {});
        if (!(outcome instanceof ApplyOutcome.Applied)) {
            throw new IllegalStateException("not applied: " + outcome);
        }
        return outcome;
    }

    @Benchmark
    public void bareJdbc() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE IF NOT EXISTS revisions (version text PRIMARY KEY, applied int)");
            for (String sql : STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute("INSERT INTO revisions VALUES ('1', " + STATEMENTS.size() + ")");
            connection.commit();
        }
    }
}
