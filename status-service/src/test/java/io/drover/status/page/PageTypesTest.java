package io.drover.status.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.StatusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        ProcessBuilder compiling = new ProcessBuilder(
                        runtime().toString(),
                        "run",
                        "--allow-all",
                        "--no-prompt",
                        "--unstable-detect-cjs",
                        MODULES.resolve(Path.of("typescript", "lib", "tsc.js")).toString(),
                        "--project",
                        "tsconfig.json")
                .redirectErrorStream(true);
        // it asks nobody for a newer version of itself, and keeps nothing outside of the build
        compiling.environment().put("DENO_NO_UPDATE_CHECK", "1");
        compiling
                .environment()
                .put("DENO_DIR", Path.of("target", "deno").toAbsolutePath().toString());
        Process compiler = compiling.start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

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
