package io.drover.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A distribution whose services are tiny programs that only say that they are ready. */
final class FakeHome {
    private FakeHome() {}

    static DroverHome in(Path root) throws IOException {
        for (String service :
                List.of("registry-service", "deployment-orchestrator", "status-service", "migration-agent")) {
            Path folder = Files.createDirectories(root.resolve("services").resolve(service));
            writeJar(folder.resolve("quarkus-run.jar"));
        }
        Path built = DroverHome.locate().root().resolve("embedded/target");
        Files.createDirectories(root.resolve("lib"));
        Files.createSymbolicLink(root.resolve("lib/kafka"), built.resolve("kafka/lib"));
        Files.createSymbolicLink(root.resolve("lib/gateway"), built.resolve("gateway/lib"));
        return DroverHome.at(root);
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Service.class.getName());
        String classFile = Service.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = FakeHome.class.getClassLoader().getResourceAsStream(classFile)) {
            out.putNextEntry(new JarEntry(classFile));
            code.transferTo(out);
        }
    }

    /** Answers every path with its own environment; ends with its parent as the real services do. */
    static final class Service {
        private Service() {}

        public static void main(String[] args) throws IOException {
            long parent = Long.parseLong(System.getenv("DROVER_PARENT_PID"));
            Thread watch = new Thread(() -> {
                ProcessHandle.of(parent).ifPresent(process -> process.onExit().join());
                Runtime.getRuntime().halt(0);
            });
            watch.setDaemon(true);
            watch.start();
            int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", exchange -> {
                byte[] answer = System.getenv().toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }
    }
}
