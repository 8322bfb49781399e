package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.util.ArrayList;
import java.util.List;

/** golang-migrate: a file for each direction, the whole of it is SQL. */
final class GolangMigrateLayout implements Layout {

    private static final String UP = ".up.sql";

    @Override
    public boolean reads(String name) {
        return name.endsWith(".sql") && !name.endsWith(".down.sql");
    }

    @Override
    public List<Draft> drafts(List<SourceFile> files, Faults faults) {
        List<Draft> drafts = new ArrayList<>();
        for (NumberedName name : NumberedName.of(files, UP, faults)) {
            Script.text(name.file(), faults)
                    .ifPresent(text -> drafts.add(name.draft(name.file().content())));
        }
        return drafts;
    }
}
