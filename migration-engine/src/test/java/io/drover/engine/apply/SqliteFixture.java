package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A SQLite file in a folder of its own. */
record SqliteFixture(Path folder, String name) implements TargetFixture {

    Path file() {
        return folder.resolve(name);
    }

    @Override
    public TargetUrl url() {
        return TargetUrl.parse("sqlite://" + file());
    }

    @Override
    public Connection connect() throws SQLException {
        return TargetFixture.driver("jdbc:sqlite:" + file());
    }

    @Override
    public String revisionsPrefix() {
        return "";
    }

    @Override
    public void assertNothingIsLeft() {
        assertThat(folder.resolve(name + "-drover")).doesNotExist();
        assertThat(folder.resolve(name + "-journal")).doesNotExist();
        assertThat(openFiles()).noneMatch(path -> path.startsWith(file().toString()));
    }

    private static List<String> openFiles() {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        } catch (IOException e) {
            // A descriptor that went away while this looked is not left behind.
            assertThat(e).isInstanceOf(java.nio.file.NoSuchFileException.class);
        }
        return targets;
    }

    @Override
    public void close() {
        assertNothingIsLeft();
    }
}
