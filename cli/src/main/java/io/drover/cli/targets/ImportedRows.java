package io.drover.cli.targets;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Server;
import io.drover.cli.seal.Sealing;
import io.drover.engine.target.InvalidTargetUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a file of targets as they leave the CLI: SQLite files by their real path, with the machine they are on.
 * Rows that are no JSON go as they are: the server names them by their line. Passwords are sealed for the pools of their
 * targets; those that cannot be are refused, all at once.
 */
final class ImportedRows {
    private final Shell shell;
    private final Path file;
    private final Sealing sealing;
    private final List<String> faults = new ArrayList<>();

    ImportedRows(Shell shell, Path file, Sealing sealing) {
        this.sealing = sealing;
        this.shell = shell;
        this.file = file;
    }

    /** @param type the content type that the file is sent with */
    byte[] read(String type) throws IOException {
        byte[] content = Files.readAllBytes(shell.folder().resolve(file));
        byte[] rows = content;
        if (type.equals("application/json")) {
            rows = array(content);
        } else if (type.equals("text/csv")) {
            String table = new CsvTable(new String(content, StandardCharsets.UTF_8)).withUrls(this::sealed);
            refusePasswords(faults.isEmpty() ? table : "");
            rows = table.getBytes(StandardCharsets.UTF_8);
        } else {
            rows = lines(new String(content, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        }
        if (!faults.isEmpty()) {
            throw Failure.misuse(faults);
        }
        return rows;
    }

    private void refusePasswords(String table) {
        int number = 0;
        for (String line : table.split("\n", -1)) {
            number++;
            for (String cell : line.split("[,;\"\\s]")) {
                requireSendable(cell, "line " + number);
            }
        }
    }

    /** The URL as it may be sent; a fault leaves it as it is. */
    private String sealed(String url, String pool, String where) {
        try {
            return sealing.seal(url, pool == null || pool.isBlank() ? Sealing.DEFAULT_POOL : pool);
        } catch (Failure | InvalidTargetUrl fault) {
            faults.add(file + ", " + where + ": " + fault.getMessage());
            return url;
        }
    }

    private void requireSendable(String url, String where) {
        try {
            TargetAddress.requireSendable(url);
        } catch (Failure fault) {
            faults.add(file + ", " + where + ": " + fault.getMessage());
        }
    }

    private byte[] array(byte[] content) throws IOException {
        JsonNode array = jsonOrNull(content);
        if (array == null || !array.isArray()) {
            return content;
        }
        int index = 0;
        for (JsonNode row : array) {
            place(row, "/" + index++);
        }
        return Server.JSON.writeValueAsBytes(array);
    }

    private String lines(String content) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String line : content.split("\n", -1)) {
            text.append(++number == 1 ? "" : "\n").append(line(line, "line " + number));
        }
        return text.toString();
    }

    private String line(String line, String where) {
        JsonNode row = jsonOrNull(line.getBytes(StandardCharsets.UTF_8));
        if (row == null || !row.isObject()) {
            return line;
        }
        place(row, where);
        return row.toString();
    }

    private static JsonNode jsonOrNull(byte[] text) {
        try {
            return Server.JSON
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
        } catch (IOException notJson) {
            return null;
        }
    }

    private void place(JsonNode row, String where) {
        if (!(row instanceof ObjectNode target) || !row.path("url").isTextual()) {
            return;
        }
        String url = row.path("url").asText();
        try {
            int known = faults.size();
            String sealed = sealed(url, target.path("pool").asText(null), where);
            if (faults.size() == known) {
                target.put("url", TargetAddress.placed(sealed, shell.folder()));
                requireSendable(sealed, where);
            }
        } catch (InvalidTargetUrl fault) {
            faults.add(file + ", " + where + ": " + fault.getMessage());
        }
        if (TargetAddress.isSqlite(url) && !target.hasNonNull("hostId")) {
            target.put("hostId", TargetAddress.hostId(shell));
        }
    }
}
