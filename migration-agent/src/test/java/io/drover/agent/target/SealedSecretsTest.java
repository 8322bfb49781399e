package io.drover.agent.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import io.drover.engine.target.SealBinding;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("P30 sealed secrets")
class SealedSecretsTest {
    private static final String PASSWORD = "p@ss/w:or?d%+ ä";

    @TempDir
    Path folder;

    private Path file;
    private SealingKeys keys;

    @BeforeEach
    void aPoolWithAKey() {
        file = folder.resolve("keyset.json");
        KeysetFile.makeIfMissing(file);
        keys = SealingKeys.read(file);
    }

    @Test
    void areOpenedWhereTheyWereSealedFor() throws GeneralSecurityException {
        String password = seal(keys, PASSWORD, "postgres://db/t1", SealBinding.PASSWORD);
        String user = seal(keys, "anna", "postgres://db/t1", SealBinding.USER);
        String parameter = seal(keys, "x&y", "postgres://db/t1", SealBinding.parameter("sslpassword"));

        ResolvedTarget target = references(keys, "default")
                .resolve(
                        "postgres://" + user + ":" + password + "@DB:5432/t1?sslmode=disable&sslpassword=" + parameter);

        assertThat(target.url().user()).isEqualTo("anna");
        assertThat(target.url().password()).isEqualTo(PASSWORD);
        assertThat(target.url().parameters()).containsEntry("sslpassword", "x&y");
        assertThat(target.hide("no entry with " + PASSWORD)).isEqualTo("no entry with ****");
    }

    @Test
    void areRefusedAnywhereElse() throws GeneralSecurityException {
        String seal = seal(keys, PASSWORD, "postgres://db/t1", SealBinding.PASSWORD);

        for (String url : List.of(
                "postgres://u:" + seal + "@evil/t1",
                "postgres://u:" + seal + "@db:5433/t1",
                "postgres://u:" + seal + "@db/t2",
                "postgres://" + seal + "@db/t1",
                "postgres://" + seal + ":x@db/t1",
                "postgres://u@db/t1?application_name=" + seal,
                "postgres://u:${sealed:AAAA}@db/t1",
                "postgres://u:${sealed:A/A}@db/t1")) {
            UnresolvedUrl refusal = refusal(keys, "default", url);
            assertThat(refusal.code()).as(url).isEqualTo("secret-unavailable");
            assertThat(refusal).hasMessageContaining("${sealed:…}").hasMessageNotContainingAny(seal, PASSWORD);
            assertThat(refusal.hint()).contains("sealed anew");
        }
        assertThat(refusal(keys, "eu", "postgres://u:" + seal + "@db/t1").code())
                .isEqualTo("secret-unavailable");
        assertThat(refusal(keys, "default", "postgres://" + seal + "/t1").code())
                .isEqualTo("invalid-url");
    }

    @Test
    void cannotBeOpenedWithoutKeys() {
        UnresolvedUrl refusal = refusal(SealingKeys.none(), "eu", "postgres://u:${sealed:AAAA}@db/t1");

        assertThat(refusal.code()).isEqualTo("secret-unavailable");
        assertThat(refusal.hint()).contains("drover.sealing.keyset-file", "pool eu");
        assertThat(SealingKeys.none().publicKey()).isNull();
    }

    @Test
    void areOpenedByOldKeysTooWhileTheNewOneSeals() throws Exception {
        String before = keys.publicKey();
        String old = seal(keys, PASSWORD, "postgres://db/t1", SealBinding.PASSWORD);

        rotate();

        assertThat(keys.publicKey()).isNotEqualTo(before);
        String fresh = seal(keys, "new", "postgres://db/t1", SealBinding.PASSWORD);
        SealingKeys whoHasOnlyTheNewKey = SealingKeys.read(withoutOldKey());
        assertThat(open(keys, old)).isEqualTo(PASSWORD);
        assertThat(open(keys, fresh)).isEqualTo("new");
        assertThat(open(whoHasOnlyTheNewKey, fresh)).isEqualTo("new");
        assertThat(refusal(whoHasOnlyTheNewKey, "default", "postgres://u:" + old + "@db/t1"))
                .isNotNull();
    }

    @Test
    void theKeysFromBeforeStayWhileTheFileIsBroken() throws Exception {
        String seal = seal(keys, PASSWORD, "postgres://db/t1", SealBinding.PASSWORD);

        Files.writeString(file, "half a fi");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(open(keys, seal)).isEqualTo(PASSWORD);
    }

    @Test
    void ofAgentsThatStartAtOnceOneMakesTheFile() throws Exception {
        Path shared = folder.resolve("shared.json");
        ExecutorService agents = Executors.newFixedThreadPool(8);
        List<Future<String>> told = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            told.add(agents.submit(() -> {
                KeysetFile.makeIfMissing(shared);
                return SealingKeys.read(shared).publicKey();
            }));
        }
        agents.shutdown();

        String first = told.get(0).get();
        for (Future<String> each : told) {
            assertThat(each.get()).isEqualTo(first);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, shared);
        }
    }

    @Test
    void aFileThatIsOpenToOthersIsRefused() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> SealingKeys.read(file)).hasMessageContaining("rw-r--r--", "chmod 600");
    }

    @Test
    void aFileThatHoldsNoKeysOrIsMissingIsRefusedWithoutItsContent() throws IOException {
        Path other = Files.createFile(
                folder.resolve("other"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(other, "hunter2");

        assertThatThrownBy(() -> SealingKeys.read(other))
                .hasMessageContaining("other")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> SealingKeys.read(folder.resolve("none")))
                .hasMessageContaining("drover.sealing.create");
        assertThatThrownBy(() -> KeysetFile.makeIfMissing(folder.resolve("no/such/keyset.json")))
                .hasMessageContaining("keyset.json");
    }

    private void rotate() throws GeneralSecurityException, IOException {
        Path next = folder.resolve("next.json");
        KeysetFile.makeIfMissing(next);
        KeysetHandle both = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(keyset(file).getPrimary().getKey()))
                .addEntry(KeysetHandle.importKey(keyset(next).getPrimary().getKey())
                        .makePrimary())
                .build();
        Files.writeString(file, TinkJsonProtoKeysetFormat.serializeKeyset(both, InsecureSecretKeyAccess.get()));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private Path withoutOldKey() {
        return folder.resolve("next.json");
    }

    private static KeysetHandle keyset(Path file) throws GeneralSecurityException, IOException {
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
    }

    /** As the command line does it. */
    private static String seal(SealingKeys keys, String secret, String url, String place)
            throws GeneralSecurityException {
        byte[] sealed = TinkProtoKeysetFormat.parseKeysetWithoutSecret(
                        Base64.getUrlDecoder().decode(keys.publicKey()))
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                .encrypt(
                        secret.getBytes(StandardCharsets.UTF_8),
                        SealBinding.of("default", TargetUrl.parse(url), place));
        return "${sealed:" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed) + "}";
    }

    private static String open(SealingKeys keys, String seal) {
        return references(keys, "default")
                .resolve("postgres://u:" + seal + "@db/t1")
                .url()
                .password();
    }

    private static SecretReferences references(SealingKeys keys, String pool) {
        return new SecretReferences(
                new SecretSource(List.of(), name -> null), CredentialsFile.none(), new SealedSecrets(pool, keys));
    }

    private static UnresolvedUrl refusal(SealingKeys keys, String pool, String url) {
        return catchThrowableOfType(
                UnresolvedUrl.class, () -> references(keys, pool).resolve(url));
    }
}
