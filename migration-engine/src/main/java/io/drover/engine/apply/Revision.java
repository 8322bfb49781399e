package io.drover.engine.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of {@code atlas_schema_revisions}.
 *
 * @param type 1 baseline, 2 executed, 4 set by hand, 6 executed and set by hand
 * @param applied statements that are done
 * @param total statements the file had
 * @param executedAt when the row was first written
 * @param executionTime as the writer measured it
 * @param error the database's words, empty when there is none
 * @param errorStatement the failing statement, empty when there is none
 * @param hash of the file as {@code atlas.sum} had it
 * @param partialHashes one per applied statement while the file is partial, else empty
 * @param operatorVersion who wrote it
 */
public record Revision(
        String version,
        String description,
        int type,
        int applied,
        int total,
        Instant executedAt,
        Duration executionTime,
        String error,
        String errorStatement,
        String hash,
        List<String> partialHashes,
        String operatorVersion) {

    static final int BASELINE = 1;
    static final int EXECUTED = 2;
    static final int SET_BY_HAND = 4;

    /** Stands in {@code error} while a statement outside of a transaction is under way. */
    static final String EXECUTING = "drover: executing";

    private static final Pattern RUN = Pattern.compile("^Drover .* \\(run (\\d{1,18})\\)$");

    public Revision {
        partialHashes = List.copyOf(partialHashes);
    }

    /** True when some statements of the file are not applied. */
    public boolean isPartial() {
        return applied != total;
    }

    /**
     * True when the file is to be gone on with: some statements are not applied, or the last one tried failed. Atlas does not
     * count a repaired file anew, so its numbers alone may say that such a file is whole. A file that was set by hand counts as
     * done.
     */
    boolean isUnfinished() {
        return !isSetByHand() && (isPartial() || !error.isEmpty());
    }

    /** True when a person said that the file counts as applied. */
    boolean isSetByHand() {
        return (type & SET_BY_HAND) != 0;
    }

    /** This row when a person says that the file counts as applied; what was applied of it is still told. */
    Revision setByHand() {
        return new Revision(
                version,
                description,
                EXECUTED | SET_BY_HAND,
                applied,
                total,
                executedAt,
                executionTime,
                error,
                errorStatement,
                hash,
                partialHashes,
                operatorVersion);
    }

    /** The type in words: {@code baseline}, {@code applied}, {@code manually set}, {@code applied + manually set}. */
    String typeText() {
        return switch (type) {
            case BASELINE -> "baseline";
            case EXECUTED -> "applied";
            case SET_BY_HAND -> "manually set";
            case EXECUTED | SET_BY_HAND -> "applied + manually set";
            default -> "unknown (" + type + ")";
        };
    }

    /** True when the executor died in a statement outside of a transaction: {@code errorStatement} may have run or not. */
    public boolean isAmbiguous() {
        return error.equals(EXECUTING);
    }

    /** This row with other counts and without an error. */
    Revision with(int newType, int newApplied, int newTotal, String newHash, List<String> newHashes) {
        return new Revision(
                version,
                description,
                newType,
                newApplied,
                newTotal,
                executedAt,
                executionTime,
                "",
                "",
                newHash,
                newHashes,
                operatorVersion);
    }

    /** The name of the file this row is about. */
    public String fileName() {
        return description.isEmpty() ? version + ".sql" : version + "_" + description + ".sql";
    }

    /** True when Drover wrote the row, whichever run. */
    boolean isOurs() {
        return operatorVersion.startsWith("Drover ");
    }

    /** The run that wrote the row last; empty when it was none, or somebody else. */
    public OptionalLong runId() {
        Matcher run = RUN.matcher(operatorVersion);
        return run.find() ? OptionalLong.of(Long.parseLong(run.group(1))) : OptionalLong.empty();
    }

    /** True when this run wrote the row. */
    public boolean isOf(String runId) {
        return runId != null && operatorVersion.endsWith("(run " + runId + ")");
    }
}
