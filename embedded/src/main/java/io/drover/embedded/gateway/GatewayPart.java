package io.drover.embedded.gateway;

import io.drover.embedded.part.JavaCommand;
import io.drover.embedded.part.PartSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The process of the gateway, as a part of the stack. */
public final class GatewayPart {
    public static final String NAME = "gateway";

    private GatewayPart() {}

    /**
     * @param upstreams URL by name of every process behind the gateway
     * @param environment may name {@code DROVER_PUBLIC_URL}
     */
    public static PartSpec spec(
            Path data, int port, List<Path> classPath, Map<String, String> upstreams, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
        upstreams.forEach((name, url) -> arguments.add(name + "=" + url));
        List<String> command = JavaCommand.withHeap(64)
                .option("-Dvertx.disableFileCPResolving=true")
                .option("-Dvertx.disableFileCaching=true")
                .main(classPath, GatewayMain.class.getName(), arguments);
        return PartSpec.of(NAME, data, command)
                .onPort(port)
                .with(environment)
                .readyWhen(pid -> accepts(port))
                .stoppedWithin(Duration.ofSeconds(3));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
