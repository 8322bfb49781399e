package io.drover.embedded.kafka;

import io.drover.embedded.part.FileTree;
import io.drover.embedded.part.ParentWatch;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The broker process: one node that is broker and controller at once. Runs on the class path of the broker, not on that
 * of the supervisor. Arguments: the broker's properties, and the file that gets the pid once the broker takes requests.
 */
public final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.endWithParent();
        Path ready = Path.of(args[1]);
        Files.deleteIfExists(ready);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(reader);
        }
        formatOnce(Path.of(properties.getProperty("log.dirs")), Integer.parseInt(properties.getProperty("node.id")));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
        server.startup();
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    /**
     * Prepares the folder beside its place and then moves it there, so a kill in between leaves nothing half formatted.
     */
    private static void formatOnce(Path data, int node) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Path fresh = data.resolveSibling(data.getFileName() + ".new");
        FileTree.delete(fresh);
        Files.createDirectories(fresh);
        new Formatter()
                .setNodeId(node)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(fresh.toString())
                .addDirectory(fresh.toString())
                .run();
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }
}
