package io.drover.agent.apply;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunProgressed;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What one attempt tells the world, in an order that makes sense: started at most once, progress only after it and at
 * most once a second, the end once and last. Thread-safe: the clock and the run's own thread both speak.
 */
final class RunTelling {
    private static final Logger LOG = Logger.getLogger(RunTelling.class);
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(1);

    private final RunRef ref;
    private final String agent;
    private final String hostId;
    private final Instant begin = Instant.now();
    private final Function<RunEvent, CompletableFuture<Void>> emitter;
    private final CompletableFuture<Void> heard = new CompletableFuture<>();
    private boolean started;
    private Instant lastProgress;
    private boolean over;

    RunTelling(RunRef ref, String agent, String hostId, Function<RunEvent, CompletableFuture<Void>> emitter) {
        this.ref = ref;
        this.agent = agent;
        this.hostId = hostId;
        this.emitter = emitter;
    }

    /** Completes when Kafka has the first event of this attempt: from then on the command may be acknowledged (P11). */
    CompletableFuture<Void> heard() {
        return heard;
    }

    /** The run takes long, or is about to begin late. */
    synchronized void started() {
        if (!started && !over) {
            started = true;
            lastProgress = Instant.now();
            tell(new RunStarted(ref, agent, hostId, begin));
        }
    }

    /** How far it is; said only when the run has started aloud and the last word is a second old. */
    synchronized void progressed(String version, int statement, int statements, int filesDone, int filesTotal) {
        Instant now = Instant.now();
        if (!started || over || now.isBefore(lastProgress.plus(BETWEEN_PROGRESS))) {
            return;
        }
        lastProgress = now;
        tell(new RunProgressed(ref, agent, version, statement, statements, filesDone, filesTotal, now));
    }

    /** The last word. */
    synchronized void over(RunEvent end) {
        if (!over) {
            over = true;
            tell(end);
        }
    }

    private void tell(RunEvent event) {
        CompletableFuture<Void> sent = emitter.apply(event).thenRun(() -> heard.complete(null));
        sent.exceptionally(failure -> {
            LOG.errorf(
                    "Kafka did not take an event; the command stays unacknowledged: event=%s run=%d reason=%s",
                    event.getClass().getSimpleName(), ref.run(), failure);
            return null;
        });
    }
}
