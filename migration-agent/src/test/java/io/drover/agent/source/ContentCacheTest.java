package io.drover.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.directory.MigrationDirectory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContentCacheTest {
    private final ContentCache cache = new ContentCache(100);
    private final List<String> fetched = Collections.synchronizedList(new ArrayList<>());

    @Test
    void fetchesADigestOnce() {
        get("a", 10);
        get("a", 10);

        assertThat(fetched).containsExactly("a");
    }

    @Test
    void dropsWhatWasUsedLongestAgoWhenTheBytesDoNotFit() {
        get("a", 40);
        get("b", 40);
        get("a", 40);
        get("c", 40);

        get("a", 40);
        get("b", 40);

        assertThat(fetched).containsExactly("a", "b", "c", "b");
    }

    @Test
    void passesOnWhatIsLargerThanTheCacheAndKeepsTheRest() {
        get("a", 40);
        get("huge", 101);

        get("a", 40);
        get("huge", 101);

        assertThat(fetched).containsExactly("a", "huge", "huge");
    }

    @Test
    void doesNotKeepFailures() {
        for (int time = 0; time < 2; time++) {
            cache.get("a", () -> true, digest -> {
                fetched.add(digest);
                return new Content.Missing();
            });
        }

        assertThat(fetched).containsExactly("a", "a");
    }

    @Test
    void callersAtTheSameTimeShareOneFetch() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<Content> first = threads.submit(() -> cache.get("a", () -> true, digest -> {
            fetching.countDown();
            await(mayEnd);
            return found("a", 10);
        }));
        await(fetching);
        List<Future<Content>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(threads.submit(() -> cache.get("a", () -> true, digest -> found("second " + digest, 10))));
        }

        mayEnd.countDown();

        Content content = first.get(10, TimeUnit.SECONDS);
        for (Future<Content> other : others) {
            assertThat(other.get(10, TimeUnit.SECONDS)).isSameAs(content);
        }
        assertThat(fetched).containsExactly("a");
        threads.shutdown();
    }

    @Test
    void whoHasNoUseForItAnyMoreDoesNotWaitForTheFetchOfAnother() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<Content> first = threads.submit(() -> cache.get("a", () -> true, digest -> {
            fetching.countDown();
            await(mayEnd);
            return found("a", 10);
        }));
        await(fetching);
        AtomicInteger looks = new AtomicInteger();

        Content second = cache.get("a", () -> looks.incrementAndGet() < 3, digest -> found("second", 10));

        assertThat(second).isInstanceOf(Content.GivenUp.class);
        mayEnd.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Content.Found.class);
        threads.shutdown();
    }

    @Test
    void whoSharesAFetchThatIsGivenUpFetchesOnItsOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<Content> first = threads.submit(() -> cache.get("a", () -> true, digest -> {
            fetching.countDown();
            await(mayEnd);
            return new Content.GivenUp();
        }));
        await(fetching);

        Content second = cache.get(
                "a",
                () -> {
                    mayEnd.countDown();
                    return true;
                },
                digest -> found("second", 10));

        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Content.GivenUp.class);
        assertThat(second).isInstanceOf(Content.Found.class);
        assertThat(fetched).containsExactly("second");
        threads.shutdown();
    }

    private Content get(String digest, int bytes) {
        return cache.get(digest, () -> true, asked -> found(asked, bytes));
    }

    private Content found(String digest, int bytes) {
        fetched.add(digest);
        return new Content.Found(MigrationDirectory.of(List.of(), null), bytes);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
