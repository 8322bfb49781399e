package io.drover.e2e.model;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.Event;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunReturned;
import io.drover.e2e.model.ModelGate.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An agent that keeps the rules of agents: who runs and who waits, what may begin, what is acknowledged when, what is
 * told. It dies and freezes between any two of its steps; once dead it stays dead, what comes after it has another name.
 */
final class ModelAgent {
    private static final int DRAIN_MILLIS = 30_000;

    final String name;
    final CommandGroup group;
    final Fleet fleet;
    final World world;
    final ModelGate gate;
    private final String pool;
    private final int slots;
    private final int clockIsOff;
    private final Instant startedAt;
    private final Map<Long, ModelRun> running = new LinkedHashMap<>();
    private final Deque<ModelRun> waiting = new ArrayDeque<>();
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    private long lastSendAt;
    private int stepsLeft = Integer.MAX_VALUE;
    private boolean dead;
    private boolean frozen;
    private boolean leaving;

    ModelAgent(String name, String pool, int slots, CommandGroup group, Fleet fleet, World world) {
        this.name = name;
        this.pool = pool;
        this.slots = slots;
        this.group = group;
        this.fleet = fleet;
        this.world = world;
        this.gate = new ModelGate(world);
        this.clockIsOff = world.between(-3_000, 3_000);
        this.startedAt = time();
        group.join(this);
        every(250, this::readControl);
        every(200, this::poll);
        every(2_000, this::beat);
    }

    /** Now, by this agent's own clock. */
    Instant time() {
        return world.instant().plusMillis(clockIsOff);
    }

    boolean isUp() {
        return !dead && !frozen;
    }

    boolean isDead() {
        return dead;
    }

    private void every(int millis, Runnable what) {
        at(world.between(1, millis), () -> {
            what.run();
            every(millis, what);
        });
    }

    /** A step of the machinery after a while: not when dead, later when frozen. */
    void at(long millis, Runnable what) {
        world.in(millis, () -> now(what));
    }

    private void now(Runnable what) {
        if (frozen) {
            deferred.add(what);
        } else if (!dead) {
            what.run();
        }
    }

    /** A step of a run, at which the agent may die. */
    void step(long millis, Runnable what) {
        at(millis, () -> {
            if (stepsLeft-- <= 0) {
                die(false, 0);
            } else {
                what.run();
            }
        });
    }

    void dieIn(int steps) {
        stepsLeft = steps;
    }

    /** @param silently whether the servers notice only after a while that it is gone */
    void die(boolean silently, long noticedAfter) {
        if (dead) {
            return;
        }
        world.trace(() -> name + " dies");
        dead = true;
        frozen = false;
        deferred.clear();
        running.values().forEach(run -> run.leave(silently ? noticedAfter : 0));
        running.clear();
        waiting.clear();
        world.in(leaving ? 100 : 10_000, () -> group.leave(this));
    }

    void freeze(long millis) {
        if (isUp()) {
            world.trace(() -> name + " freezes for " + millis);
            frozen = true;
            world.in(10_000, () -> {
                if (frozen) {
                    group.leave(this);
                }
            });
            world.in(millis, this::thaw);
        }
    }

    void thaw() {
        if (!frozen) {
            return;
        }
        world.trace(() -> name + " thaws");
        frozen = false;
        if (world.onceIn(2)) {
            forgetWhatItLost();
        }
        List<Runnable> missed = List.copyOf(deferred);
        deferred.clear();
        missed.forEach(this::now);
        at(1_000, () -> {
            if (!group.has(this)) {
                forgetWhatItLost();
                group.join(this);
            }
        });
    }

    void drain() {
        if (!isUp() || leaving) {
            return;
        }
        world.trace(() -> name + " drains");
        leaving = true;
        gate.leave();
        List<ModelRun> unbegun = List.copyOf(waiting);
        waiting.clear();
        unbegun.forEach(run -> run.giveBack(RunReturned.DRAINING));
        awaitTheLast(world.now() + DRAIN_MILLIS);
    }

    private void awaitTheLast(long until) {
        at(200, () -> {
            if (running.isEmpty() || world.now() >= until) {
                beat();
                at(world.between(100, 2_000), () -> die(false, 0));
            } else {
                awaitTheLast(until);
            }
        });
    }

    /** Others have these partitions now. */
    void forgetWhatItLost() {
        if (isUp()) {
            waiting.removeIf(run -> !run.polled.isOwnedBy(this));
        }
    }

    boolean hasRoom() {
        return !leaving && isUp() && waiting.size() < slots;
    }

    private void poll() {
        group.poll(this);
    }

    private void readControl() {
        long asked = world.now();
        if (world.kafkaIsThere()) {
            int end = fleet.control.all().size();
            at(world.onceIn(20) ? world.between(20, 900) : world.between(1, 20), () -> {
                gate.heard(fleet.control.all(), end, asked);
                review();
            });
        }
    }

    private void beat() {
        AgentBeat beat = new AgentBeat(
                name,
                pool,
                "host",
                "1",
                leaving ? 0 : slots,
                ids(running.values().stream().toList()),
                ids(List.copyOf(waiting)),
                leaving,
                startedAt,
                time(),
                gate.isOpen() ? slots - running.size() : 0,
                null);
        send(fleet.beats, name, beat, () -> {});
    }

    private static List<Long> ids(List<ModelRun> runs) {
        return runs.stream()
                .filter(run -> !run.isInspection())
                .map(run -> run.ref().run())
                .sorted()
                .toList();
    }

    /** Takes a command in, gives it back, or sees that it has it already. */
    void admit(CommandGroup.Polled polled) {
        ModelRun run = new ModelRun(this, polled);
        ModelRun twin = find(other ->
                other.isInspection() == run.isInspection() && other.ref().equals(run.ref()));
        ModelRun here = find(other -> run.isInspection()
                && !other.isInspection()
                && other.ref().run() == run.ref().run());
        if (here != null) {
            run.isHere();
        } else if (twin != null) {
            twin.heard(polled);
        } else if (leaving) {
            run.giveBack(RunReturned.DRAINING);
        } else if (run.verdict() == Verdict.OLDER) {
            run.giveBack(RunReturned.OLDER_EPOCH);
        } else {
            waiting.add(run);
            begin();
        }
    }

    private ModelRun find(Predicate<ModelRun> wanted) {
        List<ModelRun> all = new ArrayList<>(running.values());
        all.addAll(waiting);
        return all.stream().filter(wanted).findFirst().orElse(null);
    }

    private void begin() {
        for (ModelRun run : List.copyOf(waiting)) {
            boolean mayBegin = running.size() < slots
                    && !leaving
                    && !running.containsKey(run.ref().target())
                    && run.verdict() == Verdict.OPEN;
            if (mayBegin) {
                waiting.remove(run);
                running.put(run.ref().target(), run);
                step(0, run::execute);
            }
        }
    }

    private void review() {
        List<ModelRun> old =
                waiting.stream().filter(run -> run.verdict() == Verdict.OLDER).toList();
        waiting.removeAll(old);
        begin();
        old.forEach(run -> run.giveBack(RunReturned.OLDER_EPOCH));
    }

    /** The run is over here. */
    void isOver(ModelRun run) {
        running.remove(run.ref().target(), run);
        begin();
    }

    boolean isIdle() {
        return running.isEmpty() && waiting.isEmpty();
    }

    void tell(RunEvent event, Runnable heard) {
        world.trace(() -> name + " tells " + event);
        send(fleet.results, String.valueOf(event.ref().target()), event, heard);
    }

    /** Records of one agent keep their order; what was not on its way when it died is lost, or not. */
    private void send(Topic topic, String key, Event event, Runnable heard) {
        long delay = Math.max(world.kafkaDelay(), lastSendAt - world.now());
        lastSendAt = world.now() + delay;
        boolean isOnItsWay = world.onceIn(2);
        Runnable arrives = () -> {
            topic.append(key, event, world.now());
            at(world.between(1, 20), heard);
        };
        world.in(delay, () -> {
            if (isOnItsWay && (dead || frozen)) {
                arrives.run();
            } else {
                now(arrives);
            }
        });
    }
}
