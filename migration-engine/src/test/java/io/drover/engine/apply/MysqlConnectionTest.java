package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.apply.ApplyOutcome.UpToDate;
import io.drover.engine.mariadb.MariadbServer;
import io.drover.engine.target.TargetUrl;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlConnectionTest {

    private static final String SQL = "CREATE TABLE seen AS SELECT variable_value AS cipher"
            + " FROM information_schema.session_status WHERE variable_name = 'Ssl_cipher';\n";

    @TempDir
    static Path folder;

    private static MariadbServer server;

    @BeforeAll
    static void aServerWithACertificateOfItsOwn() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "secret".toCharArray());
        }
        Key key = keys.getKey("server", "secret".toCharArray());
        pem("key.pem", "PRIVATE KEY", key.getEncoded());
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        server = MariadbServer.start(
                "--ssl-cert=" + folder.resolve("cert.pem"),
                "--ssl-key=" + folder.resolve("key.pem"),
                "--performance-schema=ON");
    }

    private static void pem(String name, String what, byte[] content) throws Exception {
        Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                        + "-----\n");
    }

    private static ApplyOutcome apply(String host, String database, String query) throws Exception {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + database);
        }
        TargetUrl url = TargetUrl.parse("mysql://root:pw@" + host + ":" + server.port() + "/" + database + "?" + query);
        return new MigrationEngine("1").apply(url, Dirs.of("1.sql", SQL), ApplyOptions.defaults(), event -> {});
    }

    @Test
    @DisplayName("P30 with TLS the connection is encrypted, and the certificate is verified unless told otherwise")
    void encryptsAndVerifies() throws Exception {
        String trusted = "ssl-ca=" + folder.resolve("cert.pem");

        assertThat(apply("localhost", "a", "tls=skip-verify")).isInstanceOf(Applied.class);
        assertThat(apply("localhost", "a", "tls=preferred")).isInstanceOf(UpToDate.class);
        assertThat(apply("localhost", "a", trusted + "&tls=true")).isInstanceOf(UpToDate.class);
        assertThat(apply("127.0.0.1", "a", trusted))
                .as("the name does not count")
                .isInstanceOf(UpToDate.class);
        assertThat(apply("127.0.0.1", "a", trusted + "&tls=true"))
                .as("another name")
                .isInstanceOf(Refused.class);
        assertThat(apply("localhost", "a", "tls=true")).as("nobody trusts it").isInstanceOf(Refused.class);
        assertThat(apply("localhost", "b", "tls=false")).isInstanceOf(Applied.class);

        assertThat(cipher("a")).startsWith("TLS_");
        assertThat(cipher("b")).isEmpty();
    }

    @Test
    @DisplayName("P21 a server that shows how its connections call themselves shows the run")
    void callsItselfByTheRun() throws Exception {
        assertThat(apply("localhost", "c", "tls=false")).isInstanceOf(Applied.class);
        TargetUrl url = TargetUrl.parse("mysql://root:pw@localhost:" + server.port() + "/c");
        List<String> names = new ArrayList<>();

        new MigrationEngine("1")
                .apply(
                        url,
                        Dirs.of("1.sql", SQL, "2.sql", "INSERT INTO seen VALUES ('x');"),
                        ApplyOptions.defaults().withRunId("9").withApplicationName("drover:9:1"),
                        event -> names.addAll(programs()));

        assertThat(names).contains("drover:9:1");
    }

    private static List<String> programs() {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT attr_value FROM performance_schema.session_connect_attrs"
                                + " WHERE attr_name = 'program_name'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cipher(String database) throws Exception {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT cipher FROM seen")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
