package io.drover.embedded.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for child JVMs: the JDK that runs the supervisor, small heap, quick start. */
public final class JavaCommand {
    private final int heapMegabytes;
    private final List<String> options = new ArrayList<>();

    private JavaCommand(int heapMegabytes) {
        this.heapMegabytes = heapMegabytes;
    }

    public static JavaCommand withHeap(int megabytes) {
        return new JavaCommand(megabytes);
    }

    /** One more JVM option. */
    public JavaCommand option(String option) {
        options.add(option);
        return this;
    }

    public List<String> main(List<Path> classPath, String mainClass, List<String> arguments) {
        List<String> command = jvm();
        command.add("-cp");
        command.add(String.join(
                System.getProperty("path.separator"),
                classPath.stream().map(Path::toString).toList()));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    public List<String> jar(String jar) {
        List<String> command = jvm();
        command.add("-jar");
        command.add(jar);
        return command;
    }

    private List<String> jvm() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:-UsePerfData");
        command.addAll(options);
        return command;
    }
}
