package io.drover.e2e.model;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.e2e.model.ModelGate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One command at an agent, from its arrival to its end, step by step as the production agent takes them. */
final class ModelRun {
    private static final Duration OLD = Duration.ofSeconds(10);
    private static final int LOCK_TIMEOUT = 10_000;
    private static final int TIMES = 3;

    final CommandGroup.Polled polled;
    private final List<CommandGroup.Polled> copies = new ArrayList<>();
    private final AgentCommand command;
    private final ModelAgent agent;
    private final World world;
    private final ModelTarget target;
    private final Instant begin;
    private ModelTarget.Session session;
    private long lockWantedAt;
    private int generation;
    private int looks;
    private boolean told;
    private boolean startedAloud;
    private boolean over;

    ModelRun(ModelAgent agent, CommandGroup.Polled polled) {
        this.agent = agent;
        this.polled = polled;
        this.copies.add(polled);
        this.command = polled.command;
        this.world = agent.world;
        this.target = agent.fleet.target(command.ref().target());
        this.begin = agent.time();
    }

    RunRef ref() {
        return command.ref();
    }

    boolean isInspection() {
        return command.kind() == AgentCommand.Kind.INSPECT;
    }

    private int wanted() {
        return command.sequence();
    }

    Verdict verdict() {
        return isInspection() ? Verdict.OPEN : agent.gate.judge(ref());
    }

    /** The same command came again: it is acknowledged when this one is. */
    void heard(CommandGroup.Polled copy) {
        copies.add(copy);
        if (told) {
            copy.acknowledge(agent);
        }
    }

    void giveBack(String reason) {
        over(new RunReturned(ref(), agent.name, reason, agent.time()));
    }

    /** Somebody asks about a run that is here. */
    void isHere() {
        over(inspected(Finding.STILL_RUNNING));
    }

    /** The agent is gone, its sessions stay behind. */
    void leave(long noticedAfter) {
        if (session != null) {
            session.leave(noticedAfter);
        }
    }

    void execute() {
        if (isInspection()) {
            agent.step(world.between(1, 100), this::inspect);
        } else if (command.sentAt().plus(OLD).isBefore(agent.time())) {
            started(() -> agent.step(world.between(1, 100), this::enter));
        } else {
            agent.at(1_000, () -> started(() -> {}));
            agent.step(world.between(1, 100), this::enter);
        }
    }

    private void started(Runnable then) {
        if (!startedAloud && !over) {
            startedAloud = true;
            tell(new RunStarted(ref(), agent.name, "host", begin), then);
        }
    }

    private void enter() {
        Verdict verdict = verdict();
        if (verdict == Verdict.SHUT) {
            step(100, this::enter);
        } else if (verdict != Verdict.OPEN) {
            giveBack(verdict == Verdict.OLDER ? RunReturned.OLDER_EPOCH : RunReturned.DRAINING);
        } else if (target.isDown()) {
            over(finished(RunState.UNREACHABLE, null, "unreachable"));
        } else {
            int mine = generation;
            session = target.connect(
                    ref().run(), ref().attempt(), () -> agent.at(world.between(1, 1_000), () -> lost(mine)));
            lockWantedAt = world.now();
            lock();
        }
    }

    /** Waits for executions of earlier attempts to end, then for the lock. */
    private void lock() {
        if (!session.isThere()) {
            broken();
            return;
        }
        boolean orphaned = ref().attempt() > 1 && target.orphanOf(ref().run(), ref().attempt(), session) != null;
        if (!orphaned && session.takeLock()) {
            step(world.between(1, 50), this::plan);
        } else if (world.now() - lockWantedAt < LOCK_TIMEOUT) {
            session.isAsked();
            step(world.between(50, 200), this::lock);
        } else if (orphaned || target.lockHolder().run == ref().run()) {
            giveBack(RunReturned.STILL_RUNNING);
        } else {
            over(finished(RunState.FAILED, null, "lock-held"));
        }
    }

    private void plan() {
        if (!session.isThere()) {
            broken();
        } else if (target.applied() >= wanted()) {
            upToDate();
        } else {
            Verdict verdict = verdict();
            if (verdict == Verdict.OPEN) {
                agent.fleet.rules.begun(ref());
                migrate();
            } else {
                session.close();
                session = null;
                generation++;
                enter();
            }
        }
    }

    private void migrate() {
        if (!session.isThere()) {
            broken();
            return;
        }
        int next = target.applied() + 1;
        if (next > wanted()) {
            over(finished(RunState.SUCCEEDED, null, null));
            return;
        }
        ModelTarget.Session mine = session;
        mine.execute(
                agent.fleet.duration(),
                () -> step(world.between(0, 5), () -> {
                    if (!mine.isThere()) {
                        broken();
                    } else if (!mine.succeeds(next)) {
                        over(finished(RunState.FAILED, null, "statement-failed"));
                    } else {
                        mine.commit(next, () -> step(world.between(0, 5), this::migrate));
                    }
                }));
    }

    /** What comes next, unless the connection breaks before. */
    private void step(long millis, Runnable what) {
        int now = generation;
        agent.step(millis, () -> {
            if (now == generation && !over) {
                what.run();
            }
        });
    }

    private void lost(int whose) {
        if (whose == generation && !over && session != null) {
            broken();
        }
    }

    /** The connection is gone: the target is asked what came of it. */
    private void broken() {
        session = null;
        generation++;
        if (looks++ >= TIMES) {
            over(finished(RunState.UNREACHABLE, null, "unreachable"));
        } else {
            step(1_000L * looks, this::look);
        }
    }

    private void look() {
        if (target.isDown()) {
            broken();
        } else if (target.isAtIt(ref().run())) {
            giveBack(RunReturned.STILL_RUNNING);
        } else if (target.applied() >= wanted()) {
            upToDate();
        } else {
            enter();
        }
    }

    private void upToDate() {
        boolean ours = target.hasRevisionOf(ref().run(), wanted());
        over(finished(ours ? RunState.SUCCEEDED : RunState.NO_ACTION, ours ? "reconciled" : null, null));
    }

    private void inspect() {
        if (target.isDown()) {
            over(inspected(Finding.UNREACHABLE));
        } else if (target.isAtIt(ref().run())) {
            over(inspected(Finding.STILL_RUNNING));
        } else {
            over(inspected(target.applied() >= wanted() ? Finding.DONE : Finding.OPEN));
        }
    }

    private void over(RunEvent end) {
        if (over) {
            return;
        }
        over = true;
        if (session != null) {
            session.close();
        }
        tell(end, () -> {});
        agent.isOver(this);
    }

    private void tell(RunEvent event, Runnable then) {
        agent.tell(event, () -> {
            told = true;
            copies.forEach(copy -> copy.acknowledge(agent));
            then.run();
        });
    }

    private String current() {
        return target.applied() == 0 ? null : String.valueOf(target.applied());
    }

    private RunFinished finished(RunState state, String reason, String problem) {
        return new RunFinished(
                ref(),
                agent.name,
                state,
                reason,
                command.directory(),
                command.digest(),
                null,
                String.valueOf(wanted()),
                current(),
                target.applied() >= wanted(),
                List.of(),
                problem == null ? null : RunError.of(problem, problem, null),
                begin,
                agent.time(),
                null);
    }

    private RunInspected inspected(Finding finding) {
        boolean looked = finding == Finding.DONE || finding == Finding.OPEN;
        return new RunInspected(
                ref(),
                agent.name,
                finding,
                command.directory(),
                command.digest(),
                null,
                looked ? current() : null,
                looked && target.applied() >= wanted(),
                List.of(),
                null,
                null,
                null,
                begin,
                agent.time());
    }
}
