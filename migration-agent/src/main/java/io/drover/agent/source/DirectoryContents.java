package io.drover.agent.source;

import io.drover.agent.AgentConfig;
import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.directory.MigrationDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The directory of a digest, from memory or from the registry (P1). A registry that cannot be reached is asked again for
 * as long as it takes: it never makes a run fail. Only {@link #giveUp()} ends the waiting. Thread-safe; blocks.
 */
@ApplicationScoped
public class DirectoryContents {
    private static final Logger LOG = Logger.getLogger(DirectoryContents.class);
    private static final int LOOKS_AT_CORRUPT_CONTENT = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int PAUSES_BETWEEN_LOGS = 6;
    /** Enough for the largest directory over a slow line. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RegistryClient registry;
    private final ContentCache cache;
    private final CountDownLatch leaving = new CountDownLatch(1);

    @Inject
    DirectoryContents(AgentConfig config) {
        this(config.registry().url(), config.agent().contentCacheBytes());
    }

    DirectoryContents(URI registry, long cacheBytes) {
        this.registry = new RegistryClient(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                registry,
                PATIENCE);
        this.cache = new ContentCache(cacheBytes);
    }

    /**
     * The content of a digest (64 hex digits, lower-case).
     *
     * @param isWanted asked while the registry is waited for; false: whoever waits gets {@link Content.GivenUp}
     */
    public Content get(String digest, BooleanSupplier isWanted) {
        return cache.get(digest, isWanted, asked -> fetch(asked, isWanted));
    }

    /** From now on nobody waits for the registry: whoever does gets {@link Content.GivenUp}. */
    public void giveUp() {
        leaving.countDown();
    }

    private Content fetch(String digest, BooleanSupplier isWanted) {
        int corrupt = 0;
        for (int tries = 1; ; tries++) {
            RegistryClient.Answer answer = registry.content(digest);
            if (answer instanceof RegistryClient.Answer.None) {
                return new Content.Missing();
            }
            if (answer instanceof RegistryClient.Answer.Body body) {
                Content content = verified(digest, body.bytes());
                if (content instanceof Content.Found || ++corrupt == LOOKS_AT_CORRUPT_CONTENT) {
                    return content;
                }
                LOG.warnf("Content does not have its digest, fetching again: digest=%s try=%d", digest, corrupt);
            } else if (answer instanceof RegistryClient.Answer.Unreachable unreachable
                    && (tries == 1 || tries % PAUSES_BETWEEN_LOGS == 0)) {
                LOG.warnf(
                        "The registry cannot be reached, waiting for it: digest=%s try=%d reason=%s",
                        digest, tries, unreachable.reason());
            }
            if (!isWantedAfter(pause(tries), isWanted)) {
                return new Content.GivenUp();
            }
        }
    }

    private static Content verified(String digest, byte[] archive) {
        String actual = sha256(archive);
        if (!actual.equals(digest)) {
            return new Content.Corrupt("the registry sent " + archive.length + " bytes with the digest " + actual
                    + " for the content " + digest);
        }
        try {
            return new Content.Found(MigrationDirectory.fromTar(archive), archive.length);
        } catch (InvalidDirectory e) {
            return new Content.Corrupt("the content " + digest + " is not a migration directory: " + e.getMessage());
        }
    }

    private static Duration pause(int tries) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private boolean isWantedAfter(Duration pause, BooleanSupplier isWanted) {
        long end = System.nanoTime() + pause.toNanos();
        try {
            while (isWanted.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                if (leaving.await(Math.min(left, BETWEEN_LOOKS.toNanos()), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
