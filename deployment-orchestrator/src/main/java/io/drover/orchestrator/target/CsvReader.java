package io.drover.orchestrator.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows of a CSV body as RFC 4180 has them: quoted cells may hold commas, quotes (doubled) and line ends. */
final class CsvReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final RowLimit limit;
    private final BufferedReader reader;
    private int nextLine = 1;
    private int line;

    CsvReader(InputStream body) {
        limit = new RowLimit(body, () -> "line " + nextLine);
        reader = new BufferedReader(new InputStreamReader(limit, StandardCharsets.UTF_8));
    }

    /** Line at which the last row began, counted from 1. */
    int line() {
        return line;
    }

    /** The cells of the next row that is not empty; null at the end. */
    List<String> next() {
        try {
            limit.next();
            for (String text = readLine(); text != null; text = readLine()) {
                if (!text.isBlank()) {
                    line = nextLine - 1;
                    return cells(text);
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("The body broke off", e);
        }
    }

    private String readLine() throws IOException {
        String text = reader.readLine();
        if (nextLine == 1 && text != null && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        nextLine++;
        return text;
    }

    private List<String> cells(String first) throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        String text = first;
        int at = 0;
        while (true) {
            if (at == text.length()) {
                String more = quoted ? readLine() : null;
                if (more == null) {
                    cells.add(cell.toString());
                    return cells;
                }
                cell.append('\n');
                text = more;
                at = 0;
                continue;
            }
            char c = text.charAt(at++);
            if (c == '"' && quoted && at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else if (c == '"' && (quoted || cell.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
    }
}
