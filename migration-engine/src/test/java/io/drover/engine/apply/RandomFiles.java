package io.drover.engine.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Migrations that make sense one after the other, in SQL that every database understands, written in random ways. */
final class RandomFiles {

    /**
     * One migration.
     *
     * @param statements what it executes, without what ends them
     * @param single whether it says that it runs without a transaction
     */
    record RandomFile(String name, List<String> statements, boolean single, boolean ownDelimiter) {

        String text() {
            StringBuilder text = new StringBuilder(ownDelimiter ? "-- atlas:delimiter -- end\n" : "");
            text.append(single ? "-- atlas:txmode none\n\n" : "");
            for (String statement : statements) {
                text.append("-- it's; what (follows\n").append(statement).append(ownDelimiter ? "\n-- end\n" : ";\n");
            }
            return text.toString();
        }

        RandomFile with(int index, String statement) {
            List<String> more = new ArrayList<>(statements);
            more.add(index, statement);
            return new RandomFile(name, more, single, ownDelimiter);
        }
    }

    private final Random random;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<String> views = new ArrayList<>();
    private final Map<String, RandomFile> files = new TreeMap<>();
    private int version = 100;
    private int number;

    RandomFiles(Random random) {
        this.random = random;
    }

    /** All files so far, in the order in which a new tenant gets them. */
    List<RandomFile> all() {
        return new ArrayList<>(files.values());
    }

    List<String> tablesAndViews() {
        List<String> all = new ArrayList<>(columns.keySet());
        all.addAll(views);
        return all;
    }

    void put(RandomFile file) {
        files.put(file.name(), file);
    }

    /** A file that is newer than all others. */
    RandomFile next() {
        version += 10;
        List<String> statements = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            statements.add(statement());
        }
        return file(version + "_next.sql", statements);
    }

    /** A file that is older than the newest but not than the first; it has to do with no other one. */
    void late() {
        int late = 111 + random.nextInt(version - 109);
        String name = late + "_late.sql";
        if (late < version && late % 10 != 0 && !files.containsKey(name)) {
            file(name, List.of(create(), insert(last())));
        }
    }

    private RandomFile file(String name, List<String> statements) {
        RandomFile file = new RandomFile(name, statements, random.nextInt(4) == 0, random.nextInt(4) == 0);
        put(file);
        return file;
    }

    private String statement() {
        if (columns.isEmpty()) {
            return create();
        }
        String table = new ArrayList<>(columns.keySet()).get(random.nextInt(columns.size()));
        return switch (random.nextInt(9)) {
            case 0 -> create();
            case 1 -> addColumn(table);
            case 2 -> "CREATE INDEX i" + ++number + " ON " + table + " (c0, id)";
            case 3 -> view(table);
            case 4 -> "UPDATE " + table + " SET c0 = 'changed; (" + ++number + "' WHERE id > " + random.nextInt(20);
            case 5 -> "DELETE FROM " + table + " WHERE id = " + random.nextInt(20);
            default -> insert(table);
        };
    }

    private String create() {
        String table = "t" + ++number;
        columns.put(table, 1);
        return "CREATE TABLE " + table
                + " (\n  id int NOT NULL PRIMARY KEY, -- the key; (\n  c0 varchar(200) DEFAULT 'a;''b'\n)";
    }

    private String last() {
        return "t" + number;
    }

    private String addColumn(String table) {
        int column = columns.merge(table, 1, Integer::sum) - 1;
        return "ALTER TABLE " + table + " ADD COLUMN c" + column + " varchar(50) DEFAULT '" + column + "); --'";
    }

    private String view(String table) {
        String view = "v" + ++number;
        views.add(view);
        return "CREATE VIEW " + view + " AS SELECT id, c0 /* ; */ FROM " + table + " WHERE id > " + random.nextInt(10);
    }

    private String insert(String table) {
        String text = List.of("it''s", "a;b", "(", "-- end", "/* x", "ä€").get(random.nextInt(6));
        // A line -- end ends a statement in a file with that delimiter, wherever it stands.
        return "INSERT INTO " + table + " (id, c0) VALUES (" + ++number + ", '" + text.replace("-- end", "-- e") + "')";
    }
}
