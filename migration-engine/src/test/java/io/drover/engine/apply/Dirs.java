package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Directories written down in a test. */
final class Dirs {

    private Dirs() {}

    /** Names and contents in turn; {@code atlas.sum} is right. */
    static MigrationDirectory of(String... namesAndContents) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.add(new SourceFile(namesAndContents[i], namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        String sum = MigrationDirectory.of(files, null).sumText();
        return MigrationDirectory.of(files, sum);
    }
}
