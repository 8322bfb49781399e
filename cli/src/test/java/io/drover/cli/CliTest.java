package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.output.ExitCodes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {
    @TempDir
    Path folder;

    @Test
    void helpListsWhatThereIsAndNothingElse() {
        Cli.Result help = new Bench(folder).run("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()
                        .lines()
                        .filter(line -> line.matches("  [a-z]+ {2,}[A-Z].*"))
                        .map(line -> line.strip().split(" ")[0]))
                .containsExactly("login", "logout", "migrate", "deployments", "databases", "targets");
        assertThat(new Bench(folder).run("migrate", "--help").out())
                .contains(
                        "  new ",
                        "  hash ",
                        "  validate ",
                        "  import ",
                        "  push ",
                        "  apply ",
                        "  status ",
                        "  set ",
                        "  resolve ")
                .doesNotContain("lint");
    }

    @ParameterizedTest(name = "drover {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            migrate                         | missing required subcommand
            frobnicate                      | unmatched argument at index 0: 'frobnicate'
            deployments show                | missing required parameter: 'ID'
            deployments show x              | invalid value for positional parameter at index 0 (ID): 'x' is not a long
            migrate apply                   | required flag "url" not set; name the target with --url or the environment with --env.
            migrate apply 0 -u sqlite://x   | cannot apply '0' migration files
            migrate apply two -u sqlite://x | invalid amount argument "two" (invalid syntax). Omit the argument or pass a valid integer instead
            migrate apply -u sqlite://x --tx-mode some     | unknown tx-mode "some"
            migrate apply -u sqlite://x --exec-order any   | unknown execution order: "any"
            migrate apply -u sqlite://x --dir ftp://there  | 'ftp://there' is not a directory URL; it looks like file://migrations or atlas://name?tag=latest.
            migrate apply -c file://nowhere.hcl --env e    | does not exist.
            """)
    void wrongUseEndsWithTwoAndOneSentence(String line, String sentence) {
        Bench bench = new Bench(folder).file("migrations/1.sql", "SELECT 1;\n");
        bench.run("migrate", "hash");

        Cli.Result result = bench.run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(ExitCodes.MISUSE);
        assertThat(result.err()).startsWith("Error: ").contains(sentence).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aPasswordInWrongUseIsHidden() {
        Cli.Result result = new Bench(folder).run("migrate", "hash", "postgres://app:s3cret@db/acme");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.MISUSE);
        assertThat(result.err()).contains("postgres://app:****@db/acme").doesNotContain("s3cret");
    }

    @Test
    void aFaultInTheConfigurationIsNamedWithItsPlace() {
        Cli.Result result = new Bench(folder)
                .file("atlas.hcl", "env \"e\" {\n  url = local.x\n}\n")
                .run("migrate", "apply", "--env", "e");

        assertThat(result).isEqualTo(new Cli.Result(2, "", "Error: atlas.hcl:2:9: 'local.x' is not defined.\n"));
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(new Bench(folder).run("completion").out())
                .contains("migrate")
                .contains("deployments");
    }
}
