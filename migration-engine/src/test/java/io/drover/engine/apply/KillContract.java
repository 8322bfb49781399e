package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.directory.MigrationDirectory;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Executions that are killed with -9: no migration is lost, none runs twice, and what cannot be known is said. The migrations
 * record themselves in a table without a key, so that nothing hides a second time. {@code -Dkills=300} kills more often at
 * random moments, {@code -Dkills.seed} repeats the moments.
 */
interface KillContract {

    int FILES = 2;
    Pattern RECORDED = Pattern.compile("INSERT INTO done VALUES \\((\\d+)\\);");
    int KILLED = 137;

    /** A database gets as many before the next one begins. */
    int MOST_FILES = 200;

    /** A database of its own. */
    TargetFixture fresh();

    @TestFactory
    @DisplayName("P29 killed at a boundary of the executor")
    default Stream<DynamicTest> killedAtEveryBoundary() {
        MigrationDirectory directory = DoomedApply.directory(FILES);
        List<String> steps;
        try (TargetFixture target = fresh()) {
            steps = DoomedApply.steps(target.url(), directory);
        }
        assertThat(steps)
                .contains("create the revisions table", "begin", "commit", "close")
                .hasSizeGreaterThan(18);
        return IntStream.range(0, steps.size())
                .mapToObj(step -> DynamicTest.dynamicTest(
                        "P29 killed before step " + step + ": " + steps.get(step),
                        () -> survives(directory, steps, step)));
    }

    private void survives(MigrationDirectory directory, List<String> steps, int step) throws Exception {
        try (TargetFixture target = fresh()) {
            Process child =
                    Children.quiet(DoomedApply.class, target.fullUrl(), String.valueOf(FILES), String.valueOf(step));
            child.getInputStream().readAllBytes();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(KILLED);

            int questions = settle(target, directory);

            // Announced, and the end of it not written yet.
            boolean announced = step > 0 && steps.get(step - 1).endsWith("executing the next");
            boolean executed = step > 1 && steps.get(step - 2).endsWith("executing the next");
            assertThat(questions).isEqualTo(announced || executed ? 1 : 0);
            assertEverythingOnce(target, FILES);
        }
    }

    @Test
    @DisplayName("P29 killed at random moments")
    default void killedAtRandom() throws Exception {
        int kills = Integer.getInteger("kills", 20);
        long seed = Long.getLong("kills.seed", new Random().nextInt(1_000_000));
        System.out.println("random kills with -Dkills.seed=" + seed);
        Random random = new Random(seed);
        int killed = 0;
        int rounds = 0;
        while (killed < kills && rounds < 10 * kills) {
            try (TargetFixture target = fresh()) {
                for (int files = 4; files <= MOST_FILES && killed < kills; files += 4) {
                    rounds++;
                    killed += killedSomewhere(target, files, random) ? 1 : 0;
                    settle(target, DoomedApply.directory(files));
                    assertEverythingOnce(target, files);
                }
            }
        }
        assertThat(killed).as("with -Dkills.seed=%s", seed).isEqualTo(kills);
    }

    /** False when the child was done before. */
    private boolean killedSomewhere(TargetFixture target, int files, Random random) throws Exception {
        int events = random.nextInt(24);
        long delay = random.nextInt(15_000);
        Process child = Children.quiet(
                DoomedApply.class, target.fullUrl(), String.valueOf(files), String.valueOf(DoomedApply.NEVER));
        try (BufferedReader told = child.inputReader(StandardCharsets.UTF_8)) {
            int heard = 0;
            while (heard < events && told.readLine() != null) {
                heard++;
            }
            child.waitFor(delay, TimeUnit.MICROSECONDS);
            child.destroyForcibly();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        return child.exitValue() == KILLED;
    }

    /** Applies what is left, as people do: they answer what is ambiguous by looking into the database. */
    private int settle(TargetFixture target, MigrationDirectory directory) {
        for (int questions = 0; ; questions++) {
            ApplyOutcome outcome =
                    EngineContract.ENGINE.apply(target.url(), directory, EngineContract.OPTIONS, event -> {});
            if (!(outcome instanceof Refused refused)) {
                assertThat(outcome.nothingPending()).as(outcome.toString()).isTrue();
                return questions;
            }
            assertThat(refused.problem()).isInstanceOf(Problem.Ambiguous.class);
            assertThat(questions).isZero();
            boolean ran = ran(target, refused.problem().statementText());
            assertThat(EngineContract.ENGINE.resolve(
                            target.url(),
                            directory,
                            refused.problem().version(),
                            ran ? Resolution.RAN : Resolution.DID_NOT_RUN,
                            EngineContract.OPTIONS))
                    .isInstanceOf(ResolveOutcome.Resolved.class);
        }
    }

    private boolean ran(TargetFixture target, String text) {
        Matcher statement = RECORDED.matcher(text);
        if (statement.matches()) {
            return !target.rows("SELECT x FROM done WHERE x = " + statement.group(1))
                    .isEmpty();
        }
        assertThat(text).isEqualTo("CREATE TABLE done (x int);");
        return isThere(target, "done");
    }

    /** Asked only where a change of the schema has no transaction. */
    default boolean isThere(TargetFixture target, String table) {
        throw new AssertionError("the change of " + table + " and its row are one transaction here");
    }

    private static void assertEverythingOnce(TargetFixture target, int files) {
        List<String> expected = IntStream.rangeClosed(1, files)
                .boxed()
                .flatMap(file -> Stream.of(10 * file + 1, 10 * file + 2, 10 * file + 3))
                .map(String::valueOf)
                .toList();
        assertThat(target.rows("SELECT x FROM done ORDER BY x")).isEqualTo(expected);
        assertThat(target.revisions("version")).hasSize(files + 1);
        assertThat(target.rows("SELECT version FROM " + target.revisionsPrefix()
                        + "atlas_schema_revisions WHERE applied <> total OR error <> ''"))
                .isEmpty();
    }
}
