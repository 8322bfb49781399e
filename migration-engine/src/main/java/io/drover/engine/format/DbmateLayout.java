package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** dbmate: one file, the part after {@code -- migrate:up} is SQL. Unlike the others it takes files by name. */
final class DbmateLayout implements Layout {

    private static final Pattern MARK = Pattern.compile("--\\s*migrate:(up|down)(?:\\s+(.*))?");

    @Override
    public List<Draft> drafts(List<SourceFile> files, Faults faults) {
        List<Draft> drafts = new ArrayList<>();
        List<NumberedName> names = NumberedName.of(files, ".sql", faults);
        names.sort(Comparator.comparing(name -> name.file().name()));
        for (NumberedName name : names) {
            Script.text(name.file(), faults)
                    .ifPresent(
                            text -> drafts.add(name.draft(new Parts(name.file().name(), faults).up(text))));
        }
        return drafts;
    }

    private static final class Parts {
        private final String file;
        private final Faults faults;
        private final StringBuilder before = new StringBuilder();
        private final StringBuilder up = new StringBuilder();
        private final StringBuilder down = new StringBuilder();
        private int ups;
        private boolean transactional = true;

        Parts(String file, Faults faults) {
            this.file = file;
            this.faults = faults;
        }

        byte[] up(String text) {
            StringBuilder part = before;
            for (String line : Script.lines(text)) {
                Matcher mark = MARK.matcher(line.strip());
                if (!mark.matches()) {
                    part.append(line);
                } else if (mark.group(1).equals("up")) {
                    ups++;
                    part = up;
                    transactional &= !options(mark).contains("transaction:false");
                } else {
                    part = down;
                }
            }
            check();
            return AtlasFile.of(Script.trimmed(up.toString()), transactional);
        }

        private void check() {
            if (ups == 0) {
                faults.add(file, "has no section '-- migrate:up'");
            } else if (ups > 1) {
                faults.add(file, "has " + ups + " sections '-- migrate:up'; one file has one");
            } else if (Script.holdsSql(before.toString())) {
                faults.add(file, "has SQL before '-- migrate:up'");
            }
        }

        private static List<String> options(Matcher mark) {
            return mark.group(2) == null
                    ? List.of()
                    : List.of(mark.group(2).toLowerCase(Locale.ROOT).split("\\s+"));
        }
    }
}
