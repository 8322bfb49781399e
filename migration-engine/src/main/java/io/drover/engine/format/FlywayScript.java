package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Flyway script together with the {@code .conf} file beside it. */
record FlywayScript(SourceFile file, String text, boolean isTransactional) {

    static final String SUFFIX = ".sql";
    static final String SETTINGS = ".sql.conf";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^{}\\n]*+}");

    String path() {
        return file.name();
    }

    /** @param settings null when there is no such file */
    static Optional<FlywayScript> read(SourceFile file, SourceFile settings, Faults faults) {
        Optional<String> text = Script.text(file, faults);
        Map<String, String> said = settings == null ? Map.of() : settings(settings, faults);
        if (said.containsKey("shouldExecute")) {
            faults.add(settings.name(), "shouldExecute cannot be followed; take the script out, or the setting");
        }
        if (!said.getOrDefault("encoding", "utf-8").equals("utf-8")) {
            faults.add(settings.name(), "the encoding is " + said.get("encoding") + "; save the script as UTF-8");
        }
        text.filter(any -> !"false".equals(said.get("placeholderReplacement")))
                .map(PLACEHOLDER::matcher)
                .filter(Matcher::find)
                .ifPresent(found -> faults.add(
                        file.name(),
                        "holds the placeholder " + found.group() + ", which only Flyway fills in; write its value, or"
                                + " placeholderReplacement=false into " + file.name() + ".conf"));
        return text.map(sql -> new FlywayScript(file, sql, !"false".equals(said.get("executeInTransaction"))));
    }

    private static Map<String, String> settings(SourceFile file, Faults faults) {
        Map<String, String> settings = new HashMap<>();
        for (String line : Script.lines(Script.text(file, faults).orElse(""))) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String name = line.substring(0, equals).strip();
                String value = line.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
                settings.put(name.startsWith("flyway.") ? name.substring("flyway.".length()) : name, value);
            }
        }
        return settings;
    }

    Draft draft(String version, FlywayName name) {
        byte[] content = isTransactional ? file.content() : AtlasFile.of(text, false);
        return new Draft(file.name(), version, name.description(), content);
    }
}
