package io.drover.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.drover.status.projection.Freshness;
import io.drover.status.query.DeploymentNumbers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running service writes the views; another replica beside it, which reads no event, tells its own listeners. */
@StatusTest
class ReplicaTest {
    private static final Audience ALL = new Audience(null, null);

    @Inject
    Voices voices;

    @Inject
    Changes changes;

    @Inject
    DeploymentNumbers numbers;

    @Inject
    Freshness freshness;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private final Story story = new Story();
    private Broadcast broadcast;
    private ChangeTail tail;

    @BeforeEach
    void startAnotherReplica() {
        broadcast = new Broadcast(changes, numbers, freshness, json);
        tail = new ChangeTail(broadcast, url, user, password, "views,public");
        tail.onStart(new StartupEvent());
    }

    @AfterEach
    void stop() {
        tail.onStop(new ShutdownEvent());
        broadcast.onStop(new ShutdownEvent());
    }

    @Test
    void tellsWhatAnotherReplicaWrote() {
        AssertSubscriber<Signal> listener = listen(null);

        voices.say(story.pushed(1));

        awaitTold(listener, story.directory);
    }

    @Test
    void goesOnWhereAListenerOfAnotherReplicaWas() {
        AssertSubscriber<Signal> there = listen(null);
        voices.say(story.pushed(1));
        awaitTold(there, story.directory);
        Long id = there.getItems().get(there.getItems().size() - 1).id();
        there.cancel();
        Broadcast third = new Broadcast(changes, numbers, freshness, json);
        ChangeTail other = new ChangeTail(third, url, user, password, "views,public");
        other.onStart(new StartupEvent());
        try {
            Story later = new Story();
            voices.say(later.pushed(1));
            AssertSubscriber<Signal> here = AssertSubscriber.create(100);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> third.position() > id);

            third.listen(ALL, id).subscribe(here);

            awaitTold(here, later.directory);
            assertThat(here.getItems()).noneMatch(signal -> "reset".equals(signal.name()));
            assertThat(here.getItems()).noneMatch(signal -> signal.data().contains(story.directory + "\""));
        } finally {
            other.onStop(new ShutdownEvent());
            third.onStop(new ShutdownEvent());
        }
    }

    @Test
    void missesNothingWhenItLosesItsConnection() {
        AssertSubscriber<Signal> listener = listen(null);
        Story second = new Story();
        voices.say(story.pushed(1));
        awaitTold(listener, story.directory);

        tail.close();
        voices.say(second.pushed(1));

        awaitTold(listener, second.directory);
        assertThat(listener.getItems()).noneMatch(signal -> "reset".equals(signal.name()));
    }

    @Test
    void owesASlowListenerOneMergedMessage() {
        AssertSubscriber<Signal> quick = listen(null);
        AssertSubscriber<Signal> slow = AssertSubscriber.create(1);
        broadcast.listen(ALL, null).subscribe(slow);
        slow.awaitItems(1);
        List<Story> stories = List.of(new Story(), new Story(), new Story());

        stories.forEach(one -> {
            voices.say(one.pushed(1));
            awaitTold(quick, one.directory);
        });
        assertThat(slow.getItems()).hasSize(1);
        slow.request(1);

        slow.awaitItems(2);
        assertThat(slow.getItems().get(1).data())
                .contains(stories.stream().map(one -> one.directory).toList());
    }

    private AssertSubscriber<Signal> listen(Long after) {
        AssertSubscriber<Signal> listener = AssertSubscriber.create(1_000);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> broadcast.position() > 0);
        broadcast.listen(ALL, after).subscribe(listener);
        listener.awaitItems(1);
        return listener;
    }

    private static void awaitTold(AssertSubscriber<Signal> listener, String directory) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> listener.getItems().stream()
                        .anyMatch(signal -> signal.data().contains('"' + directory + '"')));
    }
}
