package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.RandomFiles.RandomFile;
import io.drover.engine.directory.MigrationDirectory;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random directories, pushed and applied piece by piece with faults in between, leave the database that a plain script of
 * their statements leaves. {@code -Ddirectories.seed} repeats a run; the system property of each database says how many.
 */
interface RandomDirectoryContract {

    MigrationEngine ENGINE = new MigrationEngine("1.2.3");

    int tries();

    /** @param folder empty, for what the database keeps in files */
    TargetFixture fresh(Path folder, String name);

    /** Whether one transaction can hold whatever the files do. */
    default boolean holdsAllInOneTransaction() {
        return true;
    }

    /** Queries that tell all of a schema but the revisions table. */
    List<String> schema();

    @Test
    @DisplayName("P29 whatever was pushed, applied, broken and repaired: each statement was executed once, in order")
    default void leavesWhatAScriptLeaves(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("directories.seed", System.nanoTime());
        System.out.println("directories.seed=" + seed + ", " + tries() + " directories, "
                + getClass().getSimpleName());
        for (int i = 0; i < tries(); i++) {
            Random random = new Random(seed + i);
            RandomFiles files = new RandomFiles(random);
            try (TargetFixture ours = fresh(folder, "ours" + i);
                    TargetFixture plain = fresh(folder, "plain" + i)) {
                for (int pushes = 1 + random.nextInt(4); pushes > 0; pushes--) {
                    push(random, files, ours);
                }
                script(files, plain);

                assertThat(dump(files, ours))
                        .as("-Ddirectories.seed=%d", seed + i)
                        .isEqualTo(dump(files, plain));
                assertThat(ours.revisions("version, applied, total, error"))
                        .as("-Ddirectories.seed=%d", seed + i)
                        .containsExactlyElementsOf(rows(files));
            }
        }
    }

    private void push(Random random, RandomFiles files, TargetFixture target) {
        RandomFile last = files.next();
        for (int more = random.nextInt(3); more > 0; more--) {
            last = files.next();
        }
        if (random.nextInt(4) == 0) {
            files.late();
        }
        ApplyOptions options = ApplyOptions.defaults()
                .withExecOrder(ExecOrder.NON_LINEAR)
                .withTxMode(random.nextBoolean() ? TxMode.FILE : TxMode.NONE)
                .withAmount(random.nextInt(3) == 0 ? 1 + random.nextInt(2) : null);
        boolean wanted = files.all().stream().noneMatch(RandomFile::single) && random.nextInt(3) == 0;
        if (wanted && holdsAllInOneTransaction()) {
            options = options.withTxMode(TxMode.ALL);
        }
        if (random.nextInt(3) == 0) {
            int place = random.nextInt(last.statements().size() + 1);
            files.put(last.with(place, "INSERT INTO nowhere (id) VALUES (1)"));
            assertThat(applyAll(files, target, options)).isInstanceOf(ApplyOutcome.Failed.class);
            files.put(last);
        }
        assertThat(applyAll(files, target, options)).isInstanceOf(ApplyOutcome.UpToDate.class);
    }

    private static ApplyOutcome applyAll(RandomFiles files, TargetFixture target, ApplyOptions options) {
        List<String> namesAndTexts = new ArrayList<>();
        files.all().forEach(file -> namesAndTexts.addAll(List.of(file.name(), file.text())));
        MigrationDirectory directory = Dirs.of(namesAndTexts.toArray(String[]::new));
        ApplyOutcome outcome = ENGINE.apply(target.url(), directory, options, event -> {});
        while (outcome instanceof ApplyOutcome.Applied) {
            outcome = ENGINE.apply(target.url(), directory, options, event -> {});
        }
        return outcome;
    }

    /** The database's own command line client, reading a script; empty when there is none. */
    default List<String> client(TargetFixture target) {
        return List.of();
    }

    /** {@code -Ddirectories.client=true} has the database's own client execute the script, where it is installed. */
    private void script(RandomFiles files, TargetFixture plain) throws Exception {
        List<String> client = Boolean.getBoolean("directories.client") ? client(plain) : List.of();
        if (!client.isEmpty()) {
            throughClient(client, files);
            return;
        }
        try (Connection connection = plain.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (RandomFile file : files.all()) {
                for (String sql : file.statements()) {
                    statement.executeUpdate(sql);
                }
            }
            connection.commit();
        }
    }

    private static void throughClient(List<String> client, RandomFiles files) throws Exception {
        StringBuilder script = new StringBuilder();
        files.all()
                .forEach(file ->
                        file.statements().forEach(sql -> script.append(sql).append(";\n")));
        Process process = new ProcessBuilder(client)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(script.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor()).as("%s with%n%s", client.get(0), script).isZero();
    }

    private List<String> dump(RandomFiles files, TargetFixture target) {
        List<String> dump = new ArrayList<>();
        schema().forEach(query -> dump.addAll(target.rows(query)));
        for (String name : files.tablesAndViews()) {
            dump.add(name);
            dump.addAll(target.rows("SELECT * FROM " + name + " ORDER BY id"));
        }
        return dump;
    }

    private static List<String> rows(RandomFiles files) {
        return files.all().stream()
                .map(file -> file.name().split("_")[0] + "|" + file.statements().size() + "|"
                        + file.statements().size() + "|")
                .toList();
    }
}
