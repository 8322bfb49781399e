package io.drover.cli;

import io.drover.cli.output.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A folder with files and databases in it, in which command lines are run as a user would run them. */
public final class Bench {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** @param folder an empty folder */
    public Bench(Path folder) {
        try {
            this.folder = folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("HOME", this.folder.resolve("home").toString());
        environment.put("USER", "tester");
    }

    /** Sets a variable of the environment. */
    public Bench variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes a file. */
    public Bench file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file. */
    public String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Executes a statement on a SQLite file. */
    public Bench sql(String database, String statement) {
        try (Connection connection = open(database);
                Statement executor = connection.createStatement()) {
            executor.execute(statement);
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    public String ask(String database, String query) {
        try (Connection connection = open(database);
                Statement executor = connection.createStatement();
                ResultSet rows = executor.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection open(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(database));
    }

    /** The folder, by its real path. */
    public Path folder() {
        return folder;
    }

    /** A shell that stands in the folder. */
    public Shell shell() {
        return new Shell(
                folder,
                Map.copyOf(environment),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false);
    }

    /** Runs a command line. */
    public Cli.Result run(String... args) {
        return Cli.capture(shell(), args);
    }
}
