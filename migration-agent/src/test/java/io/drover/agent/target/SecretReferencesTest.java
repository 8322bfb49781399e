package io.drover.agent.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("P30 secret references")
class SecretReferencesTest {
    private static final String PASSWORD = "p@ss/w:or?d%+ ä";

    @TempDir
    Path folder;

    private final Map<String, String> environment =
            Map.of("DB_USER", "anna", "DB_PASSWORD", PASSWORD, "OTHER", "not for you", "DB_CERT", "x&y=z");

    @Test
    void resolvesUserPasswordAndParametersWhateverCharactersTheyHave() {
        ResolvedTarget target = references("DB_*")
                .resolve(
                        "postgres://${env:DB_USER}:${env:DB_PASSWORD}@db:5433/t1?sslmode=disable&sslcert=${env:DB_CERT}");

        assertThat(target.url().user()).isEqualTo("anna");
        assertThat(target.url().password()).isEqualTo(PASSWORD);
        assertThat(target.url().parameters()).containsEntry("sslcert", "x&y=z").containsEntry("sslmode", "disable");
        assertThat(target.url().host()).isEqualTo("db");
        assertThat(target.url().database()).isEqualTo("t1");
    }

    @Test
    void readsAFileWithoutItsLastLineBreak() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");

        ResolvedTarget target = references(file.toString()).resolve("postgres://u:${file:" + file + "}@db/t1");

        assertThat(target.url().password()).isEqualTo(PASSWORD);
    }

    @Test
    void leavesAUrlWithoutReferencesAlone() {
        assertThat(references().resolve("sqlite:///data/t1.db?_fk=1").url().file())
                .isEqualTo(Path.of("/data/t1.db"));
    }

    @Test
    void refusesANameThatIsNotOnTheList() {
        UnresolvedUrl refusal = refusal(references("DB_PASSWORD"), "postgres://u:${env:OTHER}@db/t1");

        assertThat(refusal.code()).isEqualTo("secret-unavailable");
        assertThat(refusal).hasMessageContaining("${env:OTHER}").hasMessageNotContaining("not for you");
        assertThat(refusal.hint()).contains("drover.secrets.allow");
    }

    @Test
    void aStarDoesNotLetAPathClimbOut() {
        assertThat(refusal(references("/run/secrets/*"), "postgres://u:${file:/run/secrets/../x}@db/t1")
                        .code())
                .isEqualTo("secret-unavailable");
    }

    @Test
    void namesTheReferenceThatHasNoValue() {
        assertThat(refusal(references("DB_NONE"), "postgres://u:${env:DB_NONE}@db/t1"))
                .hasMessageContaining("${env:DB_NONE}")
                .hasMessageContaining("not set");
        assertThat(refusal(references("/none/such"), "postgres://u:${file:/none/such}@db/t1"))
                .hasMessageContaining("${file:/none/such}");
    }

    @Test
    void refusesAKindItDoesNotKnow() {
        assertThat(refusal(references("*"), "postgres://u:${vault:secret/x}@db/t1")
                        .code())
                .isEqualTo("secret-unavailable");
    }

    @Test
    void refusesReferencesInHostDatabaseAndPath() {
        for (String url : List.of(
                "postgres://u@${env:DB_USER}/t1",
                "postgres://u@db/${env:DB_USER}",
                "sqlite:///data/${env:DB_USER}.db")) {
            UnresolvedUrl refusal = refusal(references("DB_*"), url);
            assertThat(refusal.code()).as(url).isEqualTo("invalid-url");
            assertThat(refusal).as(url).hasMessageNotContaining("anna");
        }
    }

    @Test
    void takesThePasswordFromTheCredentialsFileWhenTheUrlHasNone() throws IOException {
        Path file = Files.writeString(folder.resolve("credentials"), """
                # host  database user reference
                other   *        *    ${env:OTHER}
                db:5433 *        anna ${env:DB_PASSWORD}
                """);
        SecretReferences references = references(CredentialsFile.read(file), "DB_PASSWORD");

        assertThat(references
                        .resolve("postgres://anna@db:5433/t1?sslmode=disable")
                        .url()
                        .password())
                .isEqualTo(PASSWORD);
        assertThat(references.resolve("postgres://anna@db:5432/t1").url().password())
                .isNull();
        assertThat(references.resolve("postgres://anna:own@db:5433/t1").url().password())
                .isEqualTo("own");
    }

    @Test
    void refusesACredentialsFileWithSomethingElseThanReferences() throws IOException {
        Path file = Files.writeString(folder.resolve("credentials"), "db * anna hunter2\n");

        assertThatThrownBy(() -> CredentialsFile.read(file))
                .hasMessageContaining("Line 1")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aResolvedTargetShowsNoSecret() {
        ResolvedTarget target = references("DB_*").resolve("postgres://u:${env:DB_PASSWORD}@db/t1");

        assertThat(target.toString()).doesNotContain(PASSWORD).isEqualTo("postgres://u@db:5432/t1");
        assertThat(target.hide("cannot log in with " + PASSWORD + " or " + new Secret(PASSWORD).encoded()))
                .isEqualTo("cannot log in with **** or ****");
        assertThat(new Secret(PASSWORD)).hasToString("****");
    }

    @Test
    void aBrokenUrlIsToldWithoutItsSecret() {
        UnresolvedUrl refusal = refusal(references("DB_*"), "oracle://u:${env:DB_PASSWORD}@db/t1");

        assertThat(refusal.code()).isEqualTo("invalid-url");
        assertThat(refusal).hasMessageNotContaining(PASSWORD);
    }

    private SecretReferences references(String... allowed) {
        return references(CredentialsFile.none(), allowed);
    }

    private SecretReferences references(CredentialsFile credentials, String... allowed) {
        return new SecretReferences(
                new SecretSource(List.of(allowed), environment::get),
                credentials,
                new SealedSecrets("default", SealingKeys.none()));
    }

    private static UnresolvedUrl refusal(SecretReferences references, String url) {
        return catchThrowableOfType(UnresolvedUrl.class, () -> references.resolve(url));
    }
}
