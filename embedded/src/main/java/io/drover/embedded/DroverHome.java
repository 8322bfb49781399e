package io.drover.embedded;

import io.drover.embedded.part.StackException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the packaged services and the class paths of the broker and the gateway, in either of two layouts:
 *
 * <ul>
 *   <li>a checkout: {@code <service>/target/quarkus-app}, {@code embedded/target/kafka/lib}, {@code
 *       embedded/target/gateway/lib}
 *   <li>a distribution: {@code services/<service>}, {@code lib/kafka}, {@code lib/gateway}
 * </ul>
 *
 * The root is the system property {@code drover.home}, else the environment variable {@code DROVER_HOME}, else the
 * nearest folder above this code, or above the working directory, that has one of the layouts.
 */
public final class DroverHome {
    private final Path root;

    private DroverHome(Path root) {
        this.root = root;
    }

    /** This folder, whatever is in it; what is missing is told when it is needed. */
    public static DroverHome at(Path root) {
        return new DroverHome(root.toAbsolutePath().normalize());
    }

    /** @throws StackException when no folder with either layout is found */
    public static DroverHome locate() {
        for (String named : new String[] {System.getProperty("drover.home"), System.getenv("DROVER_HOME")}) {
            if (named != null && !named.isBlank()) {
                return at(Path.of(named));
            }
        }
        return Stream.concat(above(ownCode()), above(Path.of("").toAbsolutePath()))
                .filter(DroverHome::looksLikeHome)
                .findFirst()
                .map(DroverHome::new)
                .orElseThrow(() -> new StackException("Cannot find where Drover is installed. Set DROVER_HOME to the"
                        + " folder of the checkout or of the unpacked distribution."));
    }

    public Path root() {
        return root;
    }

    /** The folder of a service, the working directory of its process; it contains {@code quarkus-run.jar}. */
    public Path service(String name) {
        return Stream.of(root.resolve("services").resolve(name), root.resolve(name + "/target/quarkus-app"))
                .filter(folder -> Files.isRegularFile(folder.resolve("quarkus-run.jar")))
                .findFirst()
                .orElseThrow(() -> new StackException("The packaged " + name + " is missing below " + root
                        + ". Build it first: mvn package -Dquick"));
    }

    List<Path> kafkaClassPath() {
        return classPath("kafka");
    }

    List<Path> gatewayClassPath() {
        return classPath("gateway");
    }

    private List<Path> classPath(String part) {
        Path folder = Stream.of(root.resolve("lib").resolve(part), root.resolve("embedded/target/" + part + "/lib"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new StackException("The jars of the " + part + " are missing below " + root
                        + ". Build them first: mvn package -Dquick -pl embedded"));
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new StackException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
        jars.sort(null); // a stable class path
        jars.add(ownCode());
        return jars;
    }

    /** The jar or folder of classes that this class was loaded from, also under a class loader that hides it. */
    static Path ownCode() {
        String name = DroverHome.class.getName().replace('.', '/') + ".class";
        String url = String.valueOf(DroverHome.class.getClassLoader().getResource(name));
        String location = url.substring(0, url.length() - name.length());
        if (location.startsWith("jar:")) {
            location = location.substring("jar:".length(), location.indexOf("!/"));
        }
        return Path.of(URI.create(location));
    }

    private static Stream<Path> above(Path start) {
        return Stream.iterate(Optional.of(start), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream);
    }

    private static boolean looksLikeHome(Path folder) {
        return Files.isDirectory(folder.resolve("lib/kafka"))
                || Files.isDirectory(folder.resolve("embedded/target/kafka/lib"));
    }
}
