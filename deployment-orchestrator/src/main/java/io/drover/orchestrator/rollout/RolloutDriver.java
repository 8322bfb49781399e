package io.drover.orchestrator.rollout;

import io.drover.kit.process.VitalThread;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Moves deployments on: at once when somebody wakes it, and once a second for what nobody woke it for, such as a
 * deployment that another replica took in before it died. Its thread is the only one that drives without a result at
 * hand; several replicas may drive the same deployment, its row makes them take turns.
 */
@ApplicationScoped
public class RolloutDriver {
    private static final Logger LOG = Logger.getLogger(RolloutDriver.class);
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int SWEEPS_PER_HOUR = 3_600;
    private static final int LARGEST_RESEND = 1_000;

    private final DeploymentStore deployments;
    private final Rollout rollout;
    private final RunClaims claims;
    private final RunDispatcher dispatcher;
    private final Supersession supersession;
    private final ControlRecords controls;
    private final Set<Long> woken = new LinkedHashSet<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private Thread thread;
    private long sweeps;

    RolloutDriver(
            DeploymentStore deployments,
            Rollout rollout,
            RunClaims claims,
            RunDispatcher dispatcher,
            Supersession supersession,
            ControlRecords controls) {
        this.deployments = deployments;
        this.rollout = rollout;
        this.claims = claims;
        this.dispatcher = dispatcher;
        this.supersession = supersession;
        this.controls = controls;
    }

    void onStart(@Observes StartupEvent start) {
        thread = VitalThread.start("rollout-driver", this::run);
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping.set(true);
        wake(List.of());
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    /** Have these looked at now. */
    public void wake(Collection<Long> deployments) {
        synchronized (woken) {
            woken.addAll(deployments);
            woken.notifyAll();
        }
    }

    /** Have others looked at whose runs may have waited for these targets or their servers. */
    public void wakeWaiting(List<Long> freedTargets, long deployment) {
        if (!freedTargets.isEmpty()) {
            wake(claims.waitingFor(freedTargets, deployment));
        }
    }

    private void run() {
        long nextSweep = System.nanoTime();
        while (!stopping.get()) {
            try {
                List<Long> due = await(nextSweep);
                if (System.nanoTime() - nextSweep >= 0) {
                    nextSweep = System.nanoTime() + SWEEP_NANOS;
                    sweep();
                }
                due.forEach(this::drive);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!stopping.get()) {
                    LOG.warnf("A look at the deployments failed and is taken again: %s", e);
                }
            }
        }
    }

    private List<Long> await(long until) throws InterruptedException {
        synchronized (woken) {
            for (long left = until - System.nanoTime(); left > 0 && woken.isEmpty() && !stopping.get(); ) {
                TimeUnit.NANOSECONDS.timedWait(woken, left);
                left = until - System.nanoTime();
            }
            List<Long> due = new ArrayList<>(woken);
            woken.clear();
            return due;
        }
    }

    private void sweep() {
        dispatcher.send(claims.claimUnsent(LARGEST_RESEND, dispatcher.unacknowledged()));
        dispatcher.sendInspections(claims.claimInspections(LARGEST_RESEND));
        supersession.overtaken().forEach(id -> attempt(id, supersession::skip));
        deployments.restless().forEach(this::drive);
        if (sweeps++ % SWEEPS_PER_HOUR == 0) {
            claims.forgetIdempotencyKeys();
            deployments.overFor(ControlRecords.DAYS_KEPT).forEach(id -> attempt(id, controls::forget));
        }
    }

    private void drive(long id) {
        attempt(id, deployment -> rollout.decide(deployment, false));
    }

    /** A deployment that cannot be moved on now does not keep others from it; the next sweep tries again. */
    private void attempt(long id, Function<Deployment, Rollout.Claimed> step) {
        try {
            dispatcher.send(QuarkusTransaction.requiringNew().call(() -> {
                Deployment deployment = deployments.lock(id);
                return deployment == null ? Rollout.NOTHING : step.apply(deployment);
            }));
        } catch (RuntimeException e) {
            LOG.warnf("Deployment %d cannot be moved on now: %s", id, e);
        }
    }
}
