package io.drover.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.Bench;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFileTest {
    private static final String SEED = """
            locals { tenant = ["tenant_2", "tenant_1", "tenant_2"] }
            env "local" {
              dev = "sqlite://?mode=memory"
              migration { dir = "file://migrations" }
            }
            env "prod" {
              for_each = toset(local.tenant)
              url      = "sqlite://${each.value}.db"
              labels   = { tenant = each.key }
              unknown  = "is left alone"
              migration {
                dir        = "atlas://db-per-tenant"
                exec_order = LINEAR_SKIP
              }
              lint { latest = 1 }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void anEnvWithForEachHasOneTargetForEachItemInTheOrderOfTheSet() {
        List<EnvInstance> prod = env(SEED, "prod", Map.of());

        assertThat(prod)
                .extracting(instance -> instance.url().orElseThrow())
                .containsExactly("sqlite://tenant_1.db", "sqlite://tenant_2.db");
        assertThat(prod.get(0).migration("dir")).contains("atlas://db-per-tenant");
        assertThat(prod.get(0).migration("exec_order")).contains("LINEAR_SKIP");
        assertThat(prod.get(0).labels()).containsExactly(Map.entry("tenant", "tenant_1"));
        assertThat(prod.get(0).dev()).isEmpty();
    }

    @Test
    void anEnvWithoutForEachIsOneTargetAndNeedsNoUrl() {
        List<EnvInstance> local = env(SEED, "local", Map.of());

        assertThat(local).hasSize(1);
        assertThat(local.get(0).url()).isEqualTo(Optional.empty());
        assertThat(local.get(0).dev()).contains("sqlite://?mode=memory");
    }

    @Test
    void forEachOverAMapGivesKeysAndValuesInTheOrderOfTheFile() {
        List<EnvInstance> instances = env("""
                env "m" {
                  for_each = { b = "two", a = "one" }
                  url = "sqlite://${each.key}-${each.value}.db"
                }
                """, "m", Map.of());

        assertThat(instances)
                .extracting(instance -> instance.url().orElseThrow())
                .containsExactly("sqlite://b-two.db", "sqlite://a-one.db");
    }

    @Test
    void forEachOverAListIsRefusedInAtlassWords() {
        String text = """
                variable "tenants" {
                  type    = list(string)
                  default = ["a"]
                }
                env "prod" {
                  for_each = var.tenants
                  url = "sqlite://${each.value}.db"
                }
                """;

        assertThatThrownBy(() -> env(text, "prod", Map.of()))
                .hasMessage("atlas.hcl:6:17: schemahcl: for_each does not support list of string type");
    }

    @Test
    void anUnlabelledEnvTakesTheNameThatWasAskedForAndALabelledOneWins() {
        String text = """
                env {
                  name = atlas.env
                  url  = "sqlite://${atlas.env}.db"
                }
                env "prod" { url = "sqlite://labelled.db" }
                """;

        assertThat(env(text, "staging", Map.of()).get(0).url()).contains("sqlite://staging.db");
        assertThat(env(text, "prod", Map.of()).get(0).url()).contains("sqlite://labelled.db");
    }

    @Test
    void anEmptySetAndAnUnknownNameAreNotDefined() {
        assertThatThrownBy(() -> env("env \"e\" {\n for_each = toset([])\n}\n", "e", Map.of()))
                .hasMessage("env \"e\" not defined in config file");
        assertThatThrownBy(() -> env(SEED, "nowhere", Map.of()))
                .hasMessage("env \"nowhere\" not defined in config file");
    }

    @Test
    void variablesComeFromTheCommandLineElseFromTheirDefault() {
        String text = """
                variable "host" {
                  type    = string
                  default = "a"
                }
                variable "port" { type = number }
                variable "tenants" { type = set(string) }
                env "e" {
                  for_each = var.tenants
                  url      = "postgres://${var.host}:${var.port + 1}/${each.value}"
                }
                """;

        assertThat(env(text, "e", Map.of("port", List.of("1"), "tenants", List.of("y", "x"))))
                .extracting(instance -> instance.url().orElseThrow())
                .containsExactly("postgres://a:2/x", "postgres://a:2/y");
        assertThatThrownBy(() -> env(text, "e", Map.of()))
                .hasMessage("atlas.hcl:6:1: missing value for required variable \"tenants\".");
    }

    @Test
    void onlyWhatIsAskedForIsEvaluated() {
        String text = """
                locals { broken = nobody.home }
                env "other" { url = local.broken }
                env "mine" {
                  dev = local.broken
                  url = "sqlite://x.db"
                }
                """;

        assertThat(env(text, "mine", Map.of()).get(0).url()).contains("sqlite://x.db");
    }

    @Test
    void aLocalKnowsTheEnvironmentThatWasAskedFor() {
        String text = "locals { e = atlas.env }\nenv \"prod\" { url = \"sqlite://${local.e}.db\" }\n";

        assertThat(env(text, "prod", Map.of()).get(0).url()).contains("sqlite://prod.db");
    }

    @Test
    void aLocalThatIsDefinedByItselfIsRefused() {
        String text = "locals {\n a = local.b\n b = local.a\n}\nenv \"e\" { url = local.a }\n";

        assertThatThrownBy(() -> env(text, "e", Map.of()).get(0).url())
                .hasMessage("atlas.hcl:2:11: 'local.a' is defined by itself.");
    }

    @Test
    void droverHclWinsOverAtlasHcl() {
        Bench bench = new Bench(folder)
                .file("atlas.hcl", "env \"e\" { url = \"atlas\" }\n")
                .file("drover.hcl", "env \"e\" { url = \"drover\" }\n");

        assertThat(ProjectFile.open(bench.shell(), null)
                        .env("e", Map.of())
                        .get(0)
                        .url())
                .contains("drover");
        assertThat(ProjectFile.open(bench.shell(), "file://atlas.hcl")
                        .env("e", Map.of())
                        .get(0)
                        .url())
                .contains("atlas");
    }

    private List<EnvInstance> env(String text, String name, Map<String, List<String>> given) {
        Bench bench = new Bench(folder).file("atlas.hcl", text);
        return ProjectFile.open(bench.shell(), null).env(name, given);
    }
}
