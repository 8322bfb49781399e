package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is called {@code <number>_<description><suffix>}, and what orders it: the number.
 *
 * @param version the number as it is written
 */
record NumberedName(SourceFile file, String version, String description) {

    private static final String SHAPE = "([0-9]+)(?:_(.*))?";

    /** The files by number; what is called otherwise or has the number of another is a fault. */
    static List<NumberedName> of(List<SourceFile> files, String suffix, Faults faults) {
        Pattern pattern = Pattern.compile(SHAPE + Pattern.quote(suffix));
        Map<BigInteger, String> first = new HashMap<>();
        List<NumberedName> names = new ArrayList<>();
        for (SourceFile file : files) {
            Matcher matcher = pattern.matcher(file.name());
            if (!matcher.matches()) {
                faults.add(file.name(), "is not called like a migration, as in 20240721101205_add_users" + suffix);
                continue;
            }
            String before = first.putIfAbsent(new BigInteger(matcher.group(1)), file.name());
            if (before != null) {
                faults.add(
                        file.name(),
                        "has the version " + matcher.group(1) + ", as " + before + " has; give it a newer one");
                continue;
            }
            String description = matcher.group(2) == null ? "" : matcher.group(2);
            names.add(new NumberedName(file, matcher.group(1), description));
        }
        names.sort(Comparator.comparing(name -> new BigInteger(name.version)));
        return names;
    }

    Draft draft(byte[] content) {
        return new Draft(file.name(), version, description, content);
    }
}
