package io.drover.status.content;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Directory contents by digest, fetched from the registry and kept for a while, the least used dropped first. When the
 * registry is away the pages stand without texts: it is asked again after a few seconds, not for every row. Thread-safe.
 */
@ApplicationScoped
class Contents {
    private static final Logger LOG = Logger.getLogger(Contents.class);
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TRUCE = Duration.ofSeconds(3);

    private final Optional<String> registry;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final LinkedHashMap<String, Archive> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;
    private volatile long awayUntil = System.nanoTime();

    Contents(@ConfigProperty(name = "drover.registry-url") Optional<String> registry) {
        this.registry = registry;
    }

    /** The content with that digest; empty when the registry does not answer or does not have it. */
    Optional<Archive> find(String digest) {
        synchronized (kept) {
            Archive archive = kept.get(digest);
            if (archive != null) {
                return Optional.of(archive);
            }
        }
        if (registry.isEmpty() || System.nanoTime() - awayUntil < 0) {
            return Optional.empty();
        }
        Optional<Archive> fetched = fetch(digest);
        fetched.ifPresent(archive -> keep(digest, archive));
        return fetched;
    }

    private Optional<Archive> fetch(String digest) {
        URI address = URI.create(registry.orElseThrow().replaceAll("/+$", "") + "/api/v1/contents/" + digest);
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200 && digest.equals(sha256(answer.body()))) {
                return Optional.of(Archive.read(answer.body()));
            }
            LOG.warnf("The registry has no usable content: digest=%s status=%d", digest, answer.statusCode());
        } catch (IOException | IllegalArgumentException e) {
            awayUntil = System.nanoTime() + TRUCE.toNanos();
            LOG.warnf("The registry does not answer, statements are shown without text: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void keep(String digest, Archive archive) {
        synchronized (kept) {
            if (kept.put(digest, archive) == null) {
                keptBytes += archive.size();
            }
            Iterator<Archive> oldest = kept.values().iterator();
            while (keptBytes > MOST_BYTES && oldest.hasNext()) {
                keptBytes -= oldest.next().size();
                oldest.remove();
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
