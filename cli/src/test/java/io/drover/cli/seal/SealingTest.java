package io.drover.cli.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.output.Failure;
import io.drover.cli.remote.Account;
import io.drover.cli.remote.ScriptedServer;
import io.drover.cli.remote.Server;
import io.drover.engine.target.InvalidTargetUrl;
import io.drover.engine.target.SealBinding;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("P30 sealing")
class SealingTest {
    private static final String ORDER = "POST /api/v1/deployments";

    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private final Sealing sealing = new Sealing(new Server(new Account(server.address(), null)));
    private final PoolKeys pool = new PoolKeys();

    @BeforeEach
    void aPoolWithAKey() throws GeneralSecurityException {
        server.says("GET /api/v1/agent-pools/default/key", 200, pool.answer("default"));
        server.says("GET /api/v1/targets", 200, "{\"items\": []}").says(ORDER, 202, "{\"id\": 7}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void putsASealInThePlaceOfThePasswordAlone() throws GeneralSecurityException {
        String sealed = sealing.seal("postgres://app%2F:p%40ss%2Fw%3Ard@DB/acme?sslmode=require", "default");

        assertThat(sealed).matches("postgres://app%2F:\\$\\{sealed:[A-Za-z0-9_-]+}@DB/acme\\?sslmode=require");
        assertThat(pool.open(sealed, "default", "postgres://db:5432/acme", SealBinding.PASSWORD))
                .isEqualTo("p@ss/w:rd");
    }

    @Test
    void sealsTheSamePasswordEachTimeAnew() {
        assertThat(sealing.seal("postgres://app:hunter2@db/acme", "default"))
                .isNotEqualTo(sealing.seal("postgres://app:hunter2@db/acme", "default"));
        assertThat(server.heard()).as("the key is asked for once").hasSize(1);
    }

    @Test
    void aSealCannotBeMovedToAnotherDatabasePoolOrPlace() {
        String sealed = sealing.seal("postgres://app:hunter2@db/acme", "default");

        for (String other : new String[] {"postgres://evil/acme", "postgres://db:5433/acme", "postgres://db/globex"}) {
            assertThatThrownBy(() -> pool.open(sealed, "default", other, SealBinding.PASSWORD))
                    .isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> pool.open(sealed, "eu", "postgres://db/acme", SealBinding.PASSWORD))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> pool.open(sealed, "default", "postgres://db/acme", SealBinding.USER))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void leavesReferencesWhereTheyAreAndSealsParametersToo() throws GeneralSecurityException {
        String sealed = sealing.seal(
                "postgres://${env:U}:hunter2@db/acme?sslcert=${file:/c?d}&sslpassword=se%20ven", "default");

        assertThat(sealed)
                .matches("postgres://\\$\\{env:U}:\\$\\{sealed:[^}]+}@db/acme\\?sslcert=\\$\\{file:/c\\?d}"
                        + "&sslpassword=\\$\\{sealed:[^}]+}");
        String parameter = sealed.substring(sealed.indexOf("&sslpassword"));
        assertThat(pool.open(parameter, "default", "postgres://db/acme", SealBinding.parameter("sslpassword")))
                .isEqualTo("se ven");
        assertThat(sealing.seal("postgres://app:${env:PW}@db/acme", "none"))
                .isEqualTo("postgres://app:${env:PW}@db/acme");
    }

    @Test
    @DisplayName("P30 the password of a MySQL URL is sealed, and the seal is good under each of its names")
    void sealsThePasswordOfAMysqlUrl() throws GeneralSecurityException {
        String sealed = sealing.seal("maria://app:hun%2Fter2@db/acme?tls=true", "default");

        assertThat(sealed).matches("maria://app:\\$\\{sealed:[^}]+}@db/acme\\?tls=true");
        assertThat(pool.open(sealed, "default", "mysql://db:3306/acme", SealBinding.PASSWORD))
                .isEqualTo("hun/ter2");
    }

    @Test
    void refusesWhatItCannotTakeApartWithoutShowingIt() {
        assertThatThrownBy(() -> sealing.seal("postgres://app:hun${env:X}ter2@db/acme", "default"))
                .isInstanceOf(Failure.class)
                .hasMessageNotContainingAny("hun$", "ter2");
        assertThatThrownBy(() -> sealing.seal("postgres://app:hun/ter2@db/acme", "default"))
                .isInstanceOf(InvalidTargetUrl.class)
                .hasMessageNotContainingAny("hun/", "ter2");
    }

    @Test
    void anUnmodifiedConfigurationIsDeployedWithoutItsPassword() throws GeneralSecurityException {
        PoolKeys eu = new PoolKeys();
        server.says("GET /api/v1/agent-pools/eu/key", 200, eu.answer("eu"));
        server.says("GET /api/v1/targets", 200, """
                        {"items": [{"name": "x", "url": "postgres://db:5432/globex2", "pool": "default"},
                                   {"name": "globex", "url": "postgres://db:5432/globex", "pool": "eu"}]}
                        """);
        Bench bench =
                new Bench(folder).variable("DROVER_SERVER", server.address()).file("atlas.hcl", """
                env "prod" {
                  for_each = toset(["acme", "globex"])
                  url      = "postgres://app:hunter2@db:5432/${each.value}?sslmode=disable"
                  migration { dir = "atlas://app" }
                }
                """);

        Cli.Result result = bench.run("migrate", "apply", "--detach", "--env", "prod");

        assertThat(result.err()).isEmpty();
        String order = server.heard().get(server.heard().size() - 1);
        assertThat(server.heard().toString()).doesNotContain("hunter2");
        assertThat(pool.open(order, "default", "postgres://db/acme", SealBinding.PASSWORD))
                .isEqualTo("hunter2");
        assertThat(eu.open(order.substring(order.indexOf("/acme")), "eu", "postgres://db/globex", SealBinding.PASSWORD))
                .isEqualTo("hunter2");
    }

    @Test
    void withoutAKeyTheOrderIsRefusedAndNothingSent() {
        server.says("GET /api/v1/agent-pools/default/key", 404, "{\"type\": \"urn:drover:problem:not-found\"}");
        sealing.seal("postgres://app:x@db/acme", "default");
        Bench bench = new Bench(folder).variable("DROVER_SERVER", server.address());

        Cli.Result result =
                bench.run("migrate", "apply", "--dir", "atlas://app", "-u", "postgres://app:hunter2@db/acme");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("$${env:DB_PASSWORD}", "pool default", "DROVER_SEALING_KEYSET_FILE")
                .doesNotContain("hunter2");
        assertThat(server.heard()).noneMatch(each -> each.startsWith(ORDER) || each.contains("hunter2"));
    }
}
