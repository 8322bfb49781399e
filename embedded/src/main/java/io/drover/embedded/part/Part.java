package io.drover.embedded.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One supervised process of the stack: launched, watched, started again on the same port when it dies (after 1 to 10
 * seconds), given up after five deaths in a row that all came before it was ready. Thread-safe.
 */
public final class Part {
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Duration TO_DIE = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 50;

    /** Where a part stands. */
    public enum State {
        STARTING,
        READY,
        WAITING_FOR_RESTART,
        STOPPED,
        GIVEN_UP
    }

    private final PartSpec spec;
    private final PartLog log;
    private final PidFile pidFile;
    private final PartListener listener;
    private final Consumer<StackException> gaveUp;
    private final Backoff backoff;
    private final Freezer freezer = new Freezer();
    private final Thread supervisor;

    private State state = State.STARTING;
    private boolean stopping;
    private int launches;
    private Process process;
    private StackException failure;

    /**
     * @param data the data directory of the stack: the log is {@code logs/<name>.log}, the pid {@code run/<name>.pid}
     * @param gaveUp told once, from the part's own thread, when the part will not be started again
     */
    public Part(PartSpec spec, Path data, PartListener listener, Consumer<StackException> gaveUp) {
        this(spec, data, listener, gaveUp, new Backoff(Duration.ofSeconds(1)));
    }

    Part(PartSpec spec, Path data, PartListener listener, Consumer<StackException> gaveUp, Backoff backoff) {
        this.backoff = backoff;
        this.spec = spec;
        this.log = new PartLog(data.resolve("logs").resolve(spec.name() + ".log"));
        this.pidFile = new PidFile(data.resolve("run").resolve(spec.name() + ".pid"));
        this.listener = listener;
        this.gaveUp = gaveUp;
        this.supervisor = new Thread(this::supervise, "supervise-" + spec.name());
        supervisor.setDaemon(true);
    }

    public String name() {
        return spec.name();
    }

    public OptionalInt port() {
        return spec.port();
    }

    public Path logFile() {
        return log.file();
    }

    public synchronized State state() {
        return state;
    }

    /** How often the process has been launched so far. */
    public synchronized int launches() {
        return launches;
    }

    /** Pid of the process that does the work; empty while none runs. */
    public synchronized OptionalLong pid() {
        if (process == null || !process.isAlive()) {
            return OptionalLong.empty();
        }
        OptionalLong serving = spec.servingPid().get();
        return serving.isPresent() ? serving : OptionalLong.of(process.pid());
    }

    /** Begins to launch and supervise; returns at once. Call once. */
    public void start() {
        supervisor.start();
    }

    /**
     * Waits until the part answers.
     *
     * @throws StackException when it was given up or stopped, or did not answer in time; with its last log lines
     */
    public synchronized void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (state != State.READY) {
            if (failure != null) {
                throw failure;
            }
            if (state == State.STOPPED) {
                throw new StackException(name() + " was stopped.");
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new StackException(name() + " was not ready after " + patience.toSeconds() + " s." + lastLines());
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while waiting for " + name() + ".", e);
            }
        }
    }

    /**
     * Kills the process that does the work as {@code kill -9} does, frozen or not; the supervision goes on and starts it
     * again.
     */
    public void kill() {
        serving().ifPresent(ProcessHandle::destroyForcibly);
        freezer.thaw(); // what it had started, and what was frozen with it, shall see that it is gone
    }

    /** Asks the process to end (SIGTERM), frozen or not; the supervision goes on and starts it again. */
    public void restart() {
        freezer.thaw();
        Process running = currentProcess();
        if (running != null) {
            running.destroy();
        }
    }

    /**
     * Stops the process that does the work, and all that it started, in the middle of whatever they do (SIGSTOP), until
     * {@link #thaw}. To the supervision it is as alive as before, to everybody else it is silent. It goes on by itself
     * when this JVM ends. Nothing happens while none runs.
     */
    public void freeze() {
        serving().ifPresent(freezer::freeze);
    }

    /** Lets a frozen part go on (SIGCONT); one that is not frozen is left as it is. */
    public void thaw() {
        freezer.thaw();
    }

    private Optional<ProcessHandle> serving() {
        OptionalLong pid = pid();
        return pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
    }

    /**
     * Ends the part for good, frozen or not: SIGTERM, and after {@link PartSpec#stopPatience} SIGKILL for it and for
     * whatever it started itself. Idempotent; returns when the process is gone.
     */
    public void stop() {
        synchronized (this) {
            if (state == State.STOPPED) {
                return;
            }
            stopping = true;
            supervisor.interrupt();
        }
        freezer.thaw();
        // a launch either happened before "stopping" and is seen here, or does not happen any more
        Process running = currentProcess();
        if (running != null) {
            end(running);
        }
        synchronized (this) {
            state = failure == null ? State.STOPPED : State.GIVEN_UP;
            notifyAll();
        }
        listener.stopped(name());
    }

    private synchronized Process currentProcess() {
        return process;
    }

    private void end(Process running) {
        List<ProcessHandle> offspring = running.descendants().toList();
        running.destroy();
        Processes.awaitEnd(running.toHandle(), spec.stopPatience());
        Stream.concat(Stream.of(running.toHandle()), offspring.stream())
                .filter(ProcessHandle::isAlive)
                .forEach(straggler -> {
                    straggler.destroyForcibly();
                    Processes.awaitEnd(straggler, TO_DIE);
                });
    }

    private void supervise() {
        try {
            do {
                freezer.thaw();
                spec.beforeLaunch().run();
                if (!launch()) {
                    return;
                }
            } while (startsAgain(wasHealthyUntilItsEnd()));
        } catch (StackException e) {
            giveUp(e);
        } catch (IOException | RuntimeException e) {
            giveUp(new StackException("Cannot start " + name() + ": " + e.getMessage(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean launch() throws IOException {
        listener.starting(name());
        log.writeHeader(name());
        ProcessBuilder builder = new ProcessBuilder(Processes.inOwnSession(spec.command()))
                .directory(spec.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        Inherited.clean(builder.environment());
        builder.environment().putAll(spec.environment());
        builder.environment()
                .put(ParentWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
        synchronized (this) {
            if (stopping) {
                return false;
            }
            process = builder.start();
            launches++;
            state = State.STARTING;
        }
        pidFile.write(process.toHandle());
        return true;
    }

    private boolean wasHealthyUntilItsEnd() throws InterruptedException {
        long launched = System.nanoTime();
        boolean ready = false;
        while (process.isAlive() && !ready) {
            ready = spec.health().isReady(process.pid());
            if (!ready) {
                if (System.nanoTime() - launched > LONGEST_START.toNanos()) {
                    end(process);
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        if (ready) {
            become(State.READY);
            listener.ready(name(), Duration.ofNanos(System.nanoTime() - launched));
        }
        process.waitFor();
        return ready;
    }

    private synchronized boolean startsAgain(boolean wasHealthy) throws InterruptedException {
        if (stopping) {
            return false;
        }
        if (backoff.diedFinally(wasHealthy)) {
            throw new StackException(name() + " died " + Backoff.DEATHS_UNTIL_GIVING_UP
                    + " times in a row before it was ready, the last time with exit code " + process.exitValue() + "."
                    + lastLines());
        }
        Duration pause = backoff.pause();
        become(State.WAITING_FOR_RESTART);
        listener.restarting(name(), process.exitValue(), pause);
        long until = System.nanoTime() + pause.toNanos();
        while (!stopping && System.nanoTime() < until) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
        return !stopping;
    }

    private void giveUp(StackException reason) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            failure = reason;
            become(State.GIVEN_UP);
        }
        gaveUp.accept(reason);
    }

    private synchronized void become(State next) {
        if (state != State.STOPPED) {
            state = next;
        }
        notifyAll();
    }

    private String lastLines() {
        return " Last lines of " + log.file() + ":\n" + log.tail();
    }
}
