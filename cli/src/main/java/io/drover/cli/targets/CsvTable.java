package io.drover.cli.targets;

import java.util.ArrayList;
import java.util.List;

/** A table of targets as RFC 4180 has it, of which the cells with URLs are replaced; the rest stays as it was written. */
final class CsvTable {
    private final String text;

    CsvTable(String text) {
        this.text = text;
    }

    /** What becomes of the URL of a target. */
    interface Change {
        /** @param pool null when the table has no such column */
        String of(String url, String pool, String where);
    }

    private record Cell(String value, int from, int to) {}

    private record Row(List<Cell> cells, int line, int end) {}

    /** The table with other URLs. */
    String withUrls(Change change) {
        StringBuilder changed = new StringBuilder();
        int copied = 0;
        int url = -1;
        int pool = -1;
        Row row = row(0, 1);
        for (boolean isHeader = true; row != null; row = row(row.end(), row.line() + breaks(row))) {
            List<String> values = row.cells().stream().map(Cell::value).toList();
            if (values.stream().allMatch(String::isEmpty)) {
                continue;
            }
            if (isHeader) {
                url = values.indexOf("url");
                pool = values.indexOf("pool");
                isHeader = false;
            } else if (url >= 0 && url < values.size()) {
                Cell cell = row.cells().get(url);
                String poolName = pool >= 0 && pool < values.size() ? values.get(pool) : null;
                String other = change.of(cell.value(), poolName, "line " + row.line());
                if (!other.equals(cell.value())) {
                    changed.append(text, copied, cell.from());
                    changed.append('"').append(other.replace("\"", "\"\"")).append('"');
                    copied = cell.to();
                }
            }
        }
        return changed.append(text, copied, text.length()).toString();
    }

    private int breaks(Row row) {
        int start = row.cells().get(0).from();
        return (int)
                text.substring(start, row.end()).chars().filter(c -> c == '\n').count();
    }

    /** The row that begins here; null at the end. */
    private Row row(int start, int line) {
        if (start >= text.length()) {
            return null;
        }
        List<Cell> cells = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        int from = start;
        for (int at = start; ; at++) {
            char c = at < text.length() ? text.charAt(at) : '\n';
            boolean ends = at >= text.length() || !quoted && c == '\n';
            if (ends || !quoted && c == ',') {
                cells.add(
                        new Cell(cleaned(value), from, ends && at > from && text.charAt(at - 1) == '\r' ? at - 1 : at));
                value.setLength(0);
                from = at + 1;
                if (ends) {
                    return new Row(cells, line, Math.min(at + 1, text.length()));
                }
            } else if (c == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                value.append('"');
                at++;
            } else if (c == '"' && (quoted || value.toString().isBlank())) {
                quoted = !quoted;
            } else {
                value.append(c);
            }
        }
    }

    private static String cleaned(StringBuilder value) {
        return value.toString().replace("\uFEFF", "").strip();
    }
}
