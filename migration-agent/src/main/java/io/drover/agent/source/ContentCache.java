package io.drover.agent.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Keeps the directories that were used last, up to a number of bytes of their archives. Content is immutable, so nothing
 * in here is ever stale. Callers that want the same digest at the same time share one fetch. A content larger than the
 * whole cache is passed on and not kept. Only what was found is kept: a failure is asked for again. Thread-safe.
 */
final class ContentCache {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final long capacity;
    private final Map<String, Content.Found> byLastUse = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, CompletableFuture<Content>> underWay = new HashMap<>();
    private long bytes;

    /** @param capacity in bytes */
    ContentCache(long capacity) {
        this.capacity = capacity;
    }

    /**
     * The content of a digest, fetched on the calling thread unless it is here or already under way. Whoever shares a
     * fetch that is given up fetches on its own.
     *
     * @param isWanted false when the caller has no use for the content any more: it then gets {@link Content.GivenUp}
     */
    Content get(String digest, BooleanSupplier isWanted, Function<String, Content> fetch) {
        while (true) {
            CompletableFuture<Content> mine = new CompletableFuture<>();
            CompletableFuture<Content> others;
            synchronized (this) {
                Content.Found kept = byLastUse.get(digest);
                if (kept != null) {
                    return kept;
                }
                others = underWay.putIfAbsent(digest, mine);
            }
            if (others == null) {
                return fetched(digest, fetch, mine);
            }
            Content content = awaited(others, isWanted);
            if (!(content instanceof Content.GivenUp) || !isWanted.getAsBoolean()) {
                return content;
            }
        }
    }

    private static Content awaited(CompletableFuture<Content> others, BooleanSupplier isWanted) {
        while (isWanted.getAsBoolean()) {
            try {
                return others.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It is still under way: look again whether it is wanted.
                continue;
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Content.GivenUp();
            }
        }
        return new Content.GivenUp();
    }

    private Content fetched(String digest, Function<String, Content> fetch, CompletableFuture<Content> waited) {
        try {
            Content content = fetch.apply(digest);
            keep(digest, content);
            synchronized (this) {
                underWay.remove(digest, waited);
            }
            waited.complete(content);
            return content;
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                underWay.remove(digest, waited);
            }
            waited.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized void keep(String digest, Content content) {
        if (!(content instanceof Content.Found found) || found.bytes() > capacity) {
            return;
        }
        byLastUse.put(digest, found);
        bytes += found.bytes();
        Iterator<Content.Found> oldest = byLastUse.values().iterator();
        while (bytes > capacity) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }
}
