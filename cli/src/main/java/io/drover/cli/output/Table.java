package io.drover.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns of equal width, two blanks apart, with a heading; made for eyes and for {@code awk}. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** @param headings the first line */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row; null shows as {@code -}, line breaks as blanks. */
    public void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            String text =
                    cell == null ? "" : cell.toString().replaceAll("\\s+", " ").strip();
            row.add(text.isEmpty() ? "-" : text);
        }
        rows.add(row);
    }

    /** The whole table, each line ended, no blanks at the ends of lines. */
    public String render() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
