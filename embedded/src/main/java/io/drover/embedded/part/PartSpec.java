package io.drover.embedded.part;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * How one process of the stack is launched, recognised as ready and stopped.
 *
 * @param name of the part, also of its log file
 * @param port it listens on, empty when it listens on none
 * @param command program and arguments; never contains a secret, since anybody can read it
 * @param environment set on top of what the supervisor inherited
 * @param beforeLaunch runs before every launch, also before a restart
 * @param health when the part counts as ready
 * @param servingPid the pid of the process that does the work, when that is not the launched one
 * @param stopPatience how long an orderly stop may take before the process is killed
 */
public record PartSpec(
        String name,
        OptionalInt port,
        Path workingDirectory,
        List<String> command,
        Map<String, String> environment,
        Runnable beforeLaunch,
        Health health,
        Supplier<OptionalLong> servingPid,
        Duration stopPatience) {

    public PartSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A part without port, preparation or health check, which may take five seconds to stop. */
    public static PartSpec of(String name, Path workingDirectory, List<String> command) {
        return new PartSpec(
                name,
                OptionalInt.empty(),
                workingDirectory,
                command,
                Map.of(),
                () -> {},
                Health.RUNNING,
                OptionalLong::empty,
                Duration.ofSeconds(5));
    }

    public PartSpec onPort(int listeningPort) {
        return new PartSpec(
                name,
                OptionalInt.of(listeningPort),
                workingDirectory,
                command,
                environment,
                beforeLaunch,
                health,
                servingPid,
                stopPatience);
    }

    public PartSpec with(Map<String, String> variables) {
        return new PartSpec(
                name, port, workingDirectory, command, variables, beforeLaunch, health, servingPid, stopPatience);
    }

    public PartSpec before(Runnable preparation) {
        return new PartSpec(
                name, port, workingDirectory, command, environment, preparation, health, servingPid, stopPatience);
    }

    public PartSpec readyWhen(Health check) {
        return new PartSpec(
                name, port, workingDirectory, command, environment, beforeLaunch, check, servingPid, stopPatience);
    }

    public PartSpec servedBy(Supplier<OptionalLong> pid) {
        return new PartSpec(
                name, port, workingDirectory, command, environment, beforeLaunch, health, pid, stopPatience);
    }

    public PartSpec stoppedWithin(Duration patience) {
        return new PartSpec(
                name, port, workingDirectory, command, environment, beforeLaunch, health, servingPid, patience);
    }
}
