package io.drover.embedded.gateway;

import io.drover.embedded.part.Health;
import io.drover.embedded.part.JavaCommand;
import io.drover.embedded.part.PartSpec;
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
     * @param upstreams by name of every service behind the gateway the URLs of its processes
     * @param environment may name {@code DROVER_PUBLIC_URL}
     */
    public static PartSpec spec(
            Path data,
            int port,
            List<Path> classPath,
            Map<String, List<String>> upstreams,
            Map<String, String> environment) {
        Path ready = data.resolve("run").resolve("gateway.ready");
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(port), ready.toString()));
        upstreams.forEach((name, urls) -> arguments.add(name + "=" + String.join(",", urls)));
        List<String> command = JavaCommand.withHeap(64)
                .option("-Dvertx.disableFileCPResolving=true")
                .option("-Dvertx.disableFileCaching=true")
                .main(classPath, GatewayMain.class.getName(), arguments);
        return PartSpec.of(NAME, data, command)
                .onPort(port)
                .with(environment)
                .readyWhen(Health.pidWrittenTo(ready))
                .stoppedWithin(Duration.ofSeconds(3));
    }
}
