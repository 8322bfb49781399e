package io.drover.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.projection.Change;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final AssertSubscriber<Signal> reader = AssertSubscriber.create(0);
    private final Listener listener = listening(reader);

    private static Listener listening(AssertSubscriber<Signal> reader) {
        AtomicReference<Listener> listener = new AtomicReference<>();
        Multi.createFrom()
                .<Signal>emitter(
                        emitter -> listener.set(new Listener(new Audience(null, null), emitter)),
                        BackPressureStrategy.ERROR)
                .subscribe(reader);
        return listener.get();
    }

    @Test
    void isGreetedFirstAndOnlyWhenItReads() {
        listener.greet(7);
        listener.keepOpen(8);
        assertThat(reader.getItems()).isEmpty();

        reader.request(2);
        listener.wake();
        listener.wake();

        assertThat(reader.getItems()).containsExactly(Signal.hello(7));
    }

    @Test
    void goesOnBehindASilenceInWhichNothingConcernedIt() {
        reader.request(1);

        listener.keepOpen(8);

        assertThat(reader.getItems()).containsExactly(Signal.heartbeat(8L));
    }

    @Test
    void staysWhereItWasWhileItIsOwedSomething() {
        reader.request(1);
        listener.owe(Change.EVERYTHING);

        listener.keepOpen(8);

        assertThat(reader.getItems()).containsExactly(Signal.heartbeat(null));
        assertThat(listener.isDue()).as("it has not read on").isFalse();
        reader.request(1);
        assertThat(listener.isDue()).isTrue();
    }

    @Test
    void isNotToldToStayWhenItHasNotReadTheLast() {
        reader.request(1);

        listener.keepOpen(8);
        listener.keepOpen(9);

        assertThat(reader.getItems()).containsExactly(Signal.heartbeat(8L));
        assertThat(reader.getFailure()).isNull();
    }

    @Test
    void loadsEverythingOnceInFiveSecondsAtMost() {
        reader.request(1);
        listener.owe(Change.EVERYTHING);

        listener.reset(Signal.reset(9), 0);

        assertThat(listener.untold().isNothing()).isTrue();
        assertThat(listener.mayBeReset(4_999_999_999L)).isFalse();
        assertThat(listener.mayBeReset(5_000_000_000L)).isTrue();
    }
}
