package io.drover.status.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.StatusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The bundler takes types away without looking at them; here the compiler looks. Both it and the runtime that executes it
 * are what the build of the bundle has put below {@code target}.
 */
@StatusTest
class PageTypesTest {
    private static final Path MODULES = Path.of("target", "node_modules");

    @Test
    void areRightEverywhereOnThePage() throws Exception {
        Process compiler = new ProcessBuilder(
                        runtime().toString(),
                        "run",
                        "--allow-all",
                        "--no-prompt",
                        "--unstable-detect-cjs",
                        MODULES.resolve(Path.of("typescript", "lib", "tsc.js")).toString(),
                        "--project",
                        "tsconfig.json")
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes());

        assertThat(said).isEmpty();
        assertThat(compiler.waitFor()).isZero();
    }

    private static Path runtime() throws IOException {
        try (Stream<Path> files = Files.walk(MODULES.resolve("@deno"))) {
            return files.filter(file -> file.getFileName().toString().matches("deno(\\.exe)?"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
