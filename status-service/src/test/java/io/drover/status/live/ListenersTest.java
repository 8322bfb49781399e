package io.drover.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who listens for long, comes again after a while, or does so with many others. */
@StatusTest
class ListenersTest {
    private static final int LISTENERS = 500;

    @Inject
    Voices voices;

    @Inject
    Sql sql;

    @Inject
    Broadcast broadcast;

    private final Story story = new Story();
    private final Listening listening = new Listening();

    @AfterEach
    void stop() {
        listening.close();
    }

    @Test
    void goesOnAfterTheLastIdThatAListenerKnows() {
        voices.say(story.registered(1), story.registered(2), story.created(1, 1, 2), story.planned(1, 1, 2));
        EventStream first = listening.open("?deployment=" + story.deployment(1));
        first.close();

        voices.say(story.createdUsers(1, 1));
        voices.say(story.createdUsers(1, 2));
        EventStream second = listening.open("?deployment=" + story.deployment(1), first.lastId());

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Listening.cells(second)).isEqualTo(Map.of(0, "S", 1, "S")));
        assertThat(second.events()).hasSize(1).allMatch(event -> event.name().equals("change"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "999999999999999999", "what"})
    void hasAListenerLoadEverythingWhenWhatItMissedIsNotKnown(String lastEventId) {
        voices.say(story.pushed(1));

        EventStream stream = listening.open("", lastEventId);

        assertThat(Listening.first(stream).name()).isEqualTo("reset");
        assertThat(Long.parseLong(stream.lastId())).isGreaterThan(1_000_000);
        voices.say(story.pushed(2));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        stream.events().stream().anyMatch(event -> event.name().equals("change")));
    }

    @Test
    void forgetsWhatIsOldAndHasThoseWhoComeAgainLoadEverything() {
        EventStream first = listening.open("");
        voices.say(story.pushed(1));
        Listening.first(first);
        first.close();

        sql.update("DELETE FROM change WHERE seq <= ?", Long.valueOf(first.lastId()));
        voices.say(story.pushed(2));
        EventStream second = listening.open("", first.lastId());

        assertThat(Listening.first(second).name()).isEqualTo("reset");
    }

    @Test
    void holdsFiveHundredListenersWithoutAThreadForEach() {
        for (int i = 0; i < 20; i++) {
            listening.open("");
        }
        int before = Thread.activeCount();
        int known = Thread.getAllStackTraces().size();
        while (listening.streams().size() < LISTENERS) {
            List<EventStream> some = IntStream.range(0, 10)
                    .mapToObj(i -> listening.begin(i % 2 == 0 ? "" : "?directory=" + story.directory, null))
                    .toList();
            some.forEach(EventStream::awaitGreeting);
        }
        assertThat(broadcast.listeners()).isGreaterThanOrEqualTo(LISTENERS);
        assertThat(Thread.activeCount()).isLessThan(before + 25);
        assertThat(Thread.getAllStackTraces()).hasSizeLessThan(known + 25);

        voices.say(story.pushed(1));

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> listening.streams().stream()
                        .allMatch(stream -> stream.events().stream()
                                .anyMatch(event -> event.data().contains('"' + story.directory + '"'))));
        listening.close();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> broadcast.listeners() == 0);
    }
}
