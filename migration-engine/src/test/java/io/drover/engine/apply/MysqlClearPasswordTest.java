package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.target.TargetUrl;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A socket in the place of a server that asks for the password itself. */
class MysqlClearPasswordTest {

    private static final int PROTOCOL_41_SECURE_CONNECTION_PLUGIN_AUTH = 0x0008_8200;

    @ParameterizedTest
    @ValueSource(strings = {"mysql_clear_password\0", "dialog\0\4Password: "})
    @DisplayName("P30 without TLS no server gets a password by asking for it")
    void doesNotTellItsPassword(String way) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> ask(socket, way));
            TargetUrl url = TargetUrl.parse("mysql://joe:s3cret@127.0.0.1:" + socket.getLocalPort() + "/db");

            ApplyOutcome outcome = new MigrationEngine("1")
                    .apply(url, Dirs.of("1.sql", "SELECT 1;"), ApplyOptions.defaults(), event -> {});

            assertThat(((Refused) outcome).problem().code()).isEqualTo("unreachable");
            assertThat(((Refused) outcome).problem().message()).contains("restrictedAuth");
            assertThat(heard.get(30, TimeUnit.SECONDS)).contains("joe").doesNotContain("s3cret");
        }
    }

    /** All that the client says until it hangs up. */
    private static String ask(ServerSocket socket, String way) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket client = socket.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            send(client.getOutputStream(), 0, greeting());
            int next = hear(in, heard);
            send(client.getOutputStream(), next + 1, "\u00fe" + way);
            hear(in, heard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private static String greeting() {
        int abilities = PROTOCOL_41_SECURE_CONNECTION_PLUGIN_AUTH;
        return "\n8.0.0\0" + "\1\0\0\0" + "12345678\0" + (char) (abilities & 255) + (char) (abilities >> 8 & 255)
                + "\u002d\2\0"
                + (char) (abilities >> 16 & 255) + (char) (abilities >> 24 & 255) + "\25" + "\0".repeat(10)
                + "123456789012\0" + "mysql_native_password\0";
    }

    private static void send(OutputStream out, int number, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        out.write(new byte[] {(byte) bytes.length, (byte) (bytes.length >> 8), 0, (byte) number});
        out.write(bytes);
        out.flush();
    }

    /** One packet; its number, -1 when there is none any more. */
    private static int hear(DataInputStream in, ByteArrayOutputStream heard) throws IOException {
        int low = in.read();
        if (low < 0) {
            return -1;
        }
        int length = low | in.read() << 8 | in.read() << 16;
        int number = in.read();
        heard.write(in.readNBytes(length));
        return number;
    }
}
