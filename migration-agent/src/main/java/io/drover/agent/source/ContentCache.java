package io.drover.agent.source;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Keeps the directories that were used last, up to a number of bytes of their archives. Content is immutable, so nothing
 * in here is ever stale. Callers that want the same digest at the same time share one fetch. A content larger than the
 * whole cache is passed on and not kept. Only what was found is kept: a failure is asked for again. Thread-safe.
 */
final class ContentCache {
    private final long capacity;
    private final Map<String, Content.Found> byLastUse = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, CompletableFuture<Content>> underWay = new HashMap<>();
    private long bytes;

    /** @param capacity in bytes */
    ContentCache(long capacity) {
        this.capacity = capacity;
    }

    /** The content of a digest, fetched on the calling thread unless it is here or already under way. */
    Content get(String digest, Function<String, Content> fetch) {
        CompletableFuture<Content> mine = new CompletableFuture<>();
        CompletableFuture<Content> others;
        synchronized (this) {
            Content.Found kept = byLastUse.get(digest);
            if (kept != null) {
                return kept;
            }
            others = underWay.putIfAbsent(digest, mine);
        }
        return others != null ? others.join() : fetched(digest, fetch, mine);
    }

    private Content fetched(String digest, Function<String, Content> fetch, CompletableFuture<Content> waited) {
        try {
            Content content = fetch.apply(digest);
            keep(digest, content);
            waited.complete(content);
            return content;
        } catch (RuntimeException | Error e) {
            waited.completeExceptionally(e);
            throw e;
        } finally {
            synchronized (this) {
                underWay.remove(digest);
            }
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
