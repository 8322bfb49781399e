package io.drover.orchestrator.target;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.StrictJson;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** NDJSON: one JSON object a line; empty lines are skipped. */
final class BulkLines implements BulkSource {
    private final RowLimit limit;
    private final BufferedReader lines;
    private int line;

    BulkLines(InputStream body) {
        limit = new RowLimit(body, () -> "line " + (line + 1));
        lines = new BufferedReader(new InputStreamReader(limit, StandardCharsets.UTF_8));
    }

    @Override
    public Row next() {
        try {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                limit.next();
                if (!text.isBlank()) {
                    return read("line " + line, text.getBytes(StandardCharsets.UTF_8));
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("The body broke off", e);
        }
    }

    static Row read(String pointer, byte[] json) throws IOException {
        try {
            TargetInput input = (TargetInput) StrictJson.read(new ByteArrayInputStream(json), TargetInput.class);
            return new Row(pointer, input, null);
        } catch (Problem e) {
            return new Row(pointer, null, e);
        }
    }
}
