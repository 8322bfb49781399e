package io.drover.benchmarks;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Migrations as both sides of a comparison get them: as a directory, and as statements that need no cutting. */
final class Workload {

    /** What a new tenant gets: three files with twelve statements. */
    private static final List<List<String>> NEW_TENANT = List.of(
            List.of(
                    "CREATE TABLE users (id int NOT NULL PRIMARY KEY, name varchar(50))",
                    "CREATE TABLE orders (id int NOT NULL PRIMARY KEY, user_id int, total int)",
                    "CREATE INDEX orders_by_user ON orders (user_id)",
                    "CREATE TABLE lines (id int NOT NULL PRIMARY KEY, order_id int, what varchar(50))"),
            List.of(
                    "INSERT INTO users (id, name) VALUES (1, 'a8m')",
                    "INSERT INTO users (id, name) VALUES (2, 'rotemtam')",
                    "INSERT INTO orders (id, user_id, total) VALUES (1, 1, 10)",
                    "INSERT INTO lines (id, order_id, what) VALUES (1, 1, 'tea')"),
            List.of(
                    "ALTER TABLE users ADD COLUMN mail varchar(50)",
                    "UPDATE users SET mail = 'none'",
                    "CREATE INDEX users_by_mail ON users (mail)",
                    "CREATE VIEW buyers AS SELECT user_id FROM orders"));

    /** What every tenant gets next: one file with four statements. */
    private static final List<String> NEXT_VERSION = List.of(
            "ALTER TABLE orders ADD COLUMN paid int DEFAULT 0",
            "UPDATE orders SET paid = 1 WHERE total > 5",
            "CREATE INDEX orders_by_paid ON orders (paid)",
            "CREATE TABLE invoices (id int NOT NULL PRIMARY KEY, order_id int)");

    private static final Workload FIRST = new Workload(NEW_TENANT);
    private static final Workload SECOND = new Workload(
            Stream.concat(NEW_TENANT.stream(), Stream.of(NEXT_VERSION)).toList());

    private final List<List<String>> files;
    private final MigrationDirectory directory;

    private Workload(List<List<String>> files) {
        this.files = files;
        this.directory = directoryOf(files);
    }

    static Workload newTenant() {
        return FIRST;
    }

    static Workload nextVersion() {
        return SECOND;
    }

    /** Statements of each file; its version is its place, counted from 1. */
    List<List<String>> files() {
        return files;
    }

    /** The same for all targets, as an agent has it. */
    MigrationDirectory directory() {
        return directory;
    }

    private static MigrationDirectory directoryOf(List<List<String>> files) {
        List<SourceFile> sources = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String text = String.join(";\n", files.get(i)) + ";\n";
            sources.add(new SourceFile((i + 1) + "_file.sql", text.getBytes(StandardCharsets.UTF_8)));
        }
        return MigrationDirectory.of(
                sources, MigrationDirectory.of(sources, null).sumText());
    }
}
