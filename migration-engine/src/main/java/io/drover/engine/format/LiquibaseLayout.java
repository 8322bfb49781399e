package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Liquibase formatted SQL: files by name, in each of them changesets. Every changeset becomes a migration, because that
 * is what it is to Liquibase: it has its own transaction, is recorded by itself, and a changelog grows by changesets at
 * its end. With a migration for a whole changelog, growing would rewrite history.
 *
 * <p>The first changeset has the version of its file, the following ones that version, {@code ~} and their number.
 */
final class LiquibaseLayout implements Layout {

    @Override
    public List<Draft> drafts(List<SourceFile> files, Faults faults) {
        List<Draft> drafts = new ArrayList<>();
        Map<String, String> identities = new HashMap<>();
        Map<String, String> databases = new LinkedHashMap<>();
        Map<String, String> versions = new HashMap<>();
        List<SourceFile> ordered =
                files.stream().sorted(Comparator.comparing(SourceFile::name)).toList();
        for (SourceFile file : ordered) {
            String stem = file.name().substring(0, file.name().length() - ".sql".length());
            int underscore = stem.indexOf('_');
            String version = underscore < 0 ? stem : stem.substring(0, underscore);
            String description = underscore < 0 ? "" : stem.substring(underscore + 1);
            String before = versions.putIfAbsent(version, file.name());
            if (before != null) {
                faults.add(file.name(), "has the version " + version + ", as " + before + " has; give it a newer one");
                continue;
            }
            List<Changeset> changesets = Script.text(file, faults)
                    .map(text -> new Changelog(file.name(), faults).changesets(text))
                    .orElse(List.of());
            for (int i = 0; i < changesets.size(); i++) {
                Changeset changeset = changesets.get(i);
                refuseDouble(changeset, identities, faults);
                changeset.attribute("dbms").ifPresent(dbms -> databases.putIfAbsent(dbms, changeset.place()));
                if (!changeset.isIgnored()) {
                    String own = i == 0 ? version : version + "~" + String.format("%04d", i + 1);
                    drafts.add(new Draft(file.name(), own, description, changeset.content(faults)));
                }
            }
        }
        if (databases.size() > 1) {
            List<String> places = List.copyOf(databases.values());
            faults.add(
                    "",
                    "the changesets are for different databases (dbms " + String.join(" and ", databases.keySet())
                            + ", first in " + String.join(" and in ", places)
                            + "); make a directory for each");
        }
        return drafts;
    }

    private static void refuseDouble(Changeset changeset, Map<String, String> identities, Faults faults) {
        String before = identities.putIfAbsent(changeset.file() + "/" + changeset.identity(), changeset.place());
        if (before != null) {
            faults.add(
                    changeset.file(),
                    changeset.line(),
                    "the changeset " + changeset.identity() + " is there already, in " + before);
        }
    }
}
