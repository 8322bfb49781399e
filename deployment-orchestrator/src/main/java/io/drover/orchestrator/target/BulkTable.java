package io.drover.orchestrator.target;

import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CSV with a header. Columns: {@code url}, and if wanted {@code name, pool, hostId, directory}, a column {@code
 * label.KEY} for each label, or one column {@code labels} with {@code key=value;key=value}. An empty cell is no value.
 */
final class BulkTable implements BulkSource {
    private static final Set<String> PLAIN = Set.of("name", "url", "pool", "hostId", "directory", "labels");
    private static final String LABEL = "label.";

    private final CsvReader rows;
    private List<String> header;

    BulkTable(InputStream body) {
        rows = new CsvReader(body);
    }

    @Override
    public Row next() {
        if (header == null) {
            header = readHeader();
        }
        List<String> cells = rows.next();
        if (cells == null) {
            return null;
        }
        String pointer = "line " + rows.line();
        if (cells.size() != header.size()) {
            String detail = "The line has " + cells.size() + " cells, the header has " + header.size() + ".";
            return new Row(pointer, null, Problem.of(ProblemType.INVALID_REQUEST, detail, List.of()));
        }
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String value = cells.get(i).strip();
            if (!value.isEmpty()) {
                put(header.get(i), value, values, labels);
            }
        }
        return new Row(
                pointer,
                new TargetInput(
                        values.get("name"),
                        values.get("url"),
                        labels,
                        values.get("pool"),
                        values.get("hostId"),
                        values.get("directory")),
                null);
    }

    private static void put(String column, String value, Map<String, String> values, Map<String, String> labels) {
        if (column.startsWith(LABEL)) {
            labels.put(column.substring(LABEL.length()), value);
        } else if (column.equals("labels")) {
            for (String pair : List.of(value.split(";"))) {
                int equals = pair.indexOf('=');
                labels.put(
                        (equals < 0 ? pair : pair.substring(0, equals)).strip(),
                        equals < 0 ? "" : pair.substring(equals + 1).strip());
            }
        } else {
            values.put(column, value);
        }
    }

    private List<String> readHeader() {
        List<String> cells = rows.next();
        List<String> columns =
                cells == null ? List.of() : cells.stream().map(String::strip).toList();
        List<Fault> faults = new ArrayList<>();
        for (String column : columns) {
            if (!PLAIN.contains(column) && !column.startsWith(LABEL)) {
                faults.add(new Fault("line 1", "There is no column \"" + column + "\" here."));
            }
        }
        if (!columns.contains("url")) {
            faults.add(new Fault("line 1", "The header needs the column url."));
        }
        if (!faults.isEmpty()) {
            throw Problem.of(
                    ProblemType.INVALID_REQUEST,
                    "The header of the table names what a target has: name, url, pool, hostId, directory, label.KEY.",
                    faults);
        }
        return columns;
    }
}
