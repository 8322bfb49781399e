package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Flyway: V by number, of which a B replaces those up to its own, then R by description. An R gets the version that was
 * the last, with an ending that comes after it.
 */
final class FlywayLayout implements Layout {

    private record Migration(FlywayName name, FlywayScript script) {}

    @Override
    public boolean isRecursive() {
        return true;
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(FlywayScript.SUFFIX)
                        && !path.substring(path.lastIndexOf('/') + 1).startsWith("U")
                || path.endsWith(FlywayScript.SETTINGS);
    }

    @Override
    public List<Draft> drafts(List<SourceFile> files, Faults faults) {
        Map<String, SourceFile> byPath = new TreeMap<>();
        files.forEach(file -> byPath.put(file.name(), file));
        List<Migration> all = new ArrayList<>();
        for (SourceFile file : byPath.values()) {
            if (file.name().endsWith(FlywayScript.SETTINGS)) {
                continue;
            }
            Optional<FlywayName> name = FlywayName.parse(file.name());
            if (name.isEmpty()) {
                faults.add(
                        file.name(),
                        "is not called like a Flyway migration (V1__add_users.sql, B1__baseline.sql, R__views.sql);"
                                + " callbacks are not run, so take it out");
                continue;
            }
            SourceFile settings = byPath.get(file.name() + ".conf");
            FlywayScript.read(file, settings, faults).ifPresent(script -> all.add(new Migration(name.get(), script)));
        }
        List<Draft> drafts = new ArrayList<>();
        String last = versioned(all, drafts, faults);
        repeatable(all, last, drafts, faults);
        return drafts;
    }

    /** @return the version of the last one, empty when there is none */
    private static String versioned(List<Migration> all, List<Draft> drafts, Faults faults) {
        refuseDoubles(all, 'V', faults);
        refuseDoubles(all, 'B', faults);
        Optional<Migration> baseline = of('B', all).stream().max(Comparator.comparing(Migration::name));
        List<Migration> chosen = new ArrayList<>(baseline.stream().toList());
        of('V', all).stream()
                .filter(each -> baseline.isEmpty()
                        || each.name().compareTo(baseline.get().name()) > 0)
                .sorted(Comparator.comparing(Migration::name))
                .forEach(chosen::add);
        chosen.forEach(each -> drafts.add(each.script().draft(each.name().version(), each.name())));
        return chosen.isEmpty() ? "" : chosen.get(chosen.size() - 1).name().version();
    }

    private static void repeatable(List<Migration> all, String last, List<Draft> drafts, Faults faults) {
        Map<String, Migration> byDescription = new TreeMap<>();
        for (Migration each : of('R', all)) {
            Migration before = byDescription.putIfAbsent(each.name().description(), each);
            if (before != null) {
                faults.add(
                        each.script().path(),
                        "is called like " + before.script().path() + "; give it another description");
            }
        }
        int width = Integer.toString(byDescription.size()).length();
        int number = 0;
        for (Migration each : byDescription.values()) {
            number++;
            String ending = byDescription.size() == 1 ? "R" : "R" + String.format("%0" + width + "d", number);
            String version = last.isEmpty() ? ending : last + FlywayName.SEPARATOR + ending;
            drafts.add(each.script().draft(version, each.name()));
        }
    }

    private static void refuseDoubles(List<Migration> all, char kind, Faults faults) {
        Map<FlywayName, Migration> first = new TreeMap<>();
        for (Migration each : of(kind, all)) {
            Migration before = first.putIfAbsent(each.name(), each);
            if (before != null) {
                faults.add(
                        each.script().path(),
                        "has the version " + String.join(".", each.name().parts()) + ", as "
                                + before.script().path() + " has; give it a newer one");
            }
        }
    }

    private static List<Migration> of(char kind, List<Migration> all) {
        return all.stream().filter(each -> each.name().kind() == kind).toList();
    }
}
