package io.drover.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.output.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    Path folder;

    @Test
    void whatAnEarlierDemoLeftIsDeletedAndLinksAreNotFollowed() throws IOException {
        Path demo = folder.resolve("demo");
        Path precious =
                Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("precious.txt"), "kept");
        Files.createDirectories(demo.resolve("shop/migrations"));
        Files.writeString(demo.resolve("shop/tenant_1.db"), "old");
        Files.createSymbolicLink(demo.resolve("shop/link"), precious.getParent());

        DemoFolder.empty(demo);

        assertThat(demo).isEmptyDirectory();
        assertThat(precious).hasContent("kept");
    }

    @Test
    void nothingIsDeletedWhileADemoIsRunning() throws IOException {
        Path lock = Files.createDirectories(folder.resolve("demo/stack")).resolve("lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();

            assertThatThrownBy(() -> DemoFolder.empty(folder.resolve("demo")))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("is running");
        }
        assertThat(lock).exists();
    }
}
