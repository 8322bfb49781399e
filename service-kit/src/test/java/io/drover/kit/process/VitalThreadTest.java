package io.drover.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VitalThreadTest {

    @Test
    void endsTheProcessWhenTheWorkEndsByAnError() throws Exception {
        CompletableFuture<Integer> exit = new CompletableFuture<>();

        Thread thread = VitalThread.start("test-vital", VitalThreadTest::runOutOfMemory, exit::complete);

        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(thread.isDaemon()).isTrue();
    }

    private static void runOutOfMemory() {
        throw new OutOfMemoryError("as a test plays it");
    }
}
