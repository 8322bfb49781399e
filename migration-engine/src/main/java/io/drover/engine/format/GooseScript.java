package io.drover.engine.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the up part of one goose file. Its lines {@code -- +goose …} are left out. */
final class GooseScript {

    private static final Pattern MARK = Pattern.compile("--\\s*\\+goose\\s+(.*)", Pattern.CASE_INSENSITIVE);

    private enum Part {
        BEFORE,
        UP,
        DOWN
    }

    private final String file;
    private final Faults faults;
    private final List<SqlPiece> pieces = new ArrayList<>();
    private StringBuilder open = new StringBuilder();
    private final StringBuilder before = new StringBuilder();
    private Part part = Part.BEFORE;
    private boolean transactional = true;
    private int ups;
    private int line;
    private int blockBegun;

    GooseScript(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The up part in Atlas's layout. */
    byte[] up(String text) {
        for (String each : Script.lines(text)) {
            line++;
            Matcher mark = MARK.matcher(each.strip());
            if (mark.matches()) {
                follow(mark.group(1).strip().replaceAll("\\s+", " "));
            } else if (part == Part.UP) {
                open.append(each);
            } else if (part == Part.BEFORE) {
                before.append(each);
            }
        }
        close(false);
        if (ups == 0) {
            faults.add(file, "has no section '-- +goose Up'");
        } else if (Script.holdsSql(before.toString())) {
            faults.add(file, "has SQL before '-- +goose Up'");
        }
        return SqlPiece.join(pieces, transactional);
    }

    private void follow(String mark) {
        switch (mark.toUpperCase(Locale.ROOT)) {
            case "UP" -> enterUp();
            case "DOWN" -> {
                close(false);
                part = Part.DOWN;
            }
            case "STATEMENTBEGIN" -> beginBlock();
            case "STATEMENTEND" -> endBlock();
            case "NO TRANSACTION" -> transactional = false;
            case "ENVSUB ON" -> {
                if (part != Part.DOWN) {
                    faults.add(file, line, "ENVSUB fills in variables of the environment; write their values");
                }
            }
            case "ENVSUB OFF" -> {}
            default -> faults.add(file, line, "'-- +goose " + mark + "' is not known");
        }
    }

    private void enterUp() {
        if (++ups == 2) {
            faults.add(file, line, "a second '-- +goose Up'; one file has one");
        } else if (part == Part.DOWN) {
            faults.add(file, line, "'-- +goose Up' comes after '-- +goose Down'");
        }
        close(false);
        part = Part.UP;
    }

    private void beginBlock() {
        if (part == Part.UP) {
            close(false);
            blockBegun = line;
        }
    }

    private void endBlock() {
        if (part == Part.UP && blockBegun == 0) {
            faults.add(file, line, "'-- +goose StatementEnd' without '-- +goose StatementBegin'");
        } else if (part == Part.UP) {
            close(true);
        }
    }

    /** Ends what is being read: a block by its own end, ordinary SQL by whatever comes. */
    private void close(boolean byItsEnd) {
        if (part != Part.UP) {
            return;
        }
        if (blockBegun > 0 && !byItsEnd) {
            faults.add(file, blockBegun, "'-- +goose StatementBegin' has no '-- +goose StatementEnd'");
        }
        pieces.add(new SqlPiece(open.toString(), blockBegun > 0 && Script.holdsSql(open.toString())));
        open = new StringBuilder();
        blockBegun = 0;
    }
}
