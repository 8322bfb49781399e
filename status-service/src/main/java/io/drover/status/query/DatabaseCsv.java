package io.drover.status.query;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Databases as a table for spreadsheets: RFC 4180, UTF-8. No cell begins like a formula. */
final class DatabaseCsv {
    private static final String HEAD =
            "target,directory,state,current_version,latest_version,behind,error,file,server," + "labels,updated_at\r\n";
    private static final String FORMULA = "=+-@\t\r";

    private final Writer out;

    DatabaseCsv(OutputStream out) throws IOException {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.out.write(HEAD);
    }

    void write(List<DatabaseView> rows) throws IOException {
        for (DatabaseView row : rows) {
            out.write(line(row));
        }
        out.flush();
    }

    static String line(DatabaseView row) {
        Object[] cells = {
            row.target(),
            row.directory(),
            row.state(),
            row.currentVersion(),
            row.latestVersion(),
            row.behind(),
            row.error() == null ? null : row.error().message(),
            row.error() == null ? null : row.error().file(),
            row.server(),
            labels(row.labels()),
            row.updatedAt()
        };
        return Arrays.stream(cells).map(DatabaseCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String labels(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(";"));
    }

    /** What a spreadsheet would take for a formula is made a text by an apostrophe. */
    private static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.matches("(?s).*[\",\r\n;].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
