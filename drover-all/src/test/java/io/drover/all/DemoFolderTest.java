package io.drover.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.output.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

        try (DemoFolder taken = DemoFolder.take(demo)) {
            assertThat(taken).isNotNull();
            assertThat(demo).isEmptyDirectory();
            assertThat(precious).hasContent("kept");
        }
    }

    @Test
    void nothingIsDeletedWhileADemoIsRunning() throws IOException {
        Path demo = folder.resolve("demo");
        try (DemoFolder running = DemoFolder.take(demo)) {
            assertThat(running).isNotNull();
            Path file = Files.writeString(demo.resolve("tenant_1.db"), "in use");

            assertThatThrownBy(() -> DemoFolder.take(demo))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("is running");
            assertThat(file).hasContent("in use");
        }
    }
}
