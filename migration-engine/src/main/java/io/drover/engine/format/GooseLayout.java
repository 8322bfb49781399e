package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.util.ArrayList;
import java.util.List;

/** goose: one file, the part after {@code -- +goose Up} is SQL, in which marked blocks are one statement each. */
final class GooseLayout implements Layout {

    private static final String GO = "[0-9]+_.*(?<!_test)\\.go";

    @Override
    public boolean reads(String name) {
        return name.endsWith(".sql") || name.matches(GO);
    }

    @Override
    public List<Draft> drafts(List<SourceFile> files, Faults faults) {
        List<SourceFile> scripts = new ArrayList<>();
        for (SourceFile file : files) {
            if (file.name().matches(GO)) {
                faults.add(file.name(), "is a migration written in Go; only SQL can be read, so write it as SQL");
            } else {
                scripts.add(file);
            }
        }
        List<Draft> drafts = new ArrayList<>();
        for (NumberedName name : NumberedName.of(scripts, ".sql", faults)) {
            Script.text(name.file(), faults)
                    .ifPresent(text ->
                            drafts.add(name.draft(new GooseScript(name.file().name(), faults).up(text))));
        }
        return drafts;
    }
}
