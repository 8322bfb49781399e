package io.drover.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What there is to say about one target held against a directory.
 *
 * @param available the files that count for this target, in order
 * @param outOfOrder files that came too late and keep the target from being migrated; empty when there are none
 * @param pending files that are still to be applied, without those out of order
 * @param applied the revisions, in bytewise order of their versions
 * @param next the version to come, null when there is none to come
 * @param fromCheckpoint true when the version to come is a checkpoint that stands for all before it
 * @param partial what is left of the last file when only a part of it is applied, else null
 * @param error why the target cannot be migrated as it is, or what the last attempt met; null when neither
 */
public record StatusReport(
        List<File> available,
        List<File> outOfOrder,
        List<File> pending,
        List<Row> applied,
        String next,
        boolean fromCheckpoint,
        Partial partial,
        String error) {

    public StatusReport {
        available = List.copyOf(available);
        outOfOrder = List.copyOf(outOfOrder);
        pending = List.copyOf(pending);
        applied = List.copyOf(applied);
    }

    /** One migration file; its description may be empty. */
    public record File(String name, String version, String description) {}

    /**
     * One revision.
     *
     * @param type {@code baseline}, {@code applied}, {@code manually set} or {@code applied + manually set}
     * @param applied statements that are done
     * @param total statements the file had
     * @param error the database's words, empty when there is none
     */
    public record Row(
            String version,
            String description,
            String type,
            int applied,
            int total,
            Instant executedAt,
            Duration executionTime,
            String error,
            String errorStatement,
            String operatorVersion) {}

    /**
     * The last file, when only a part of it is applied.
     *
     * @param applied statements of it that are done
     * @param total statements of the file as it is now
     * @param statement the one that failed, empty when none did
     */
    public record Partial(int applied, int total, String statement) {}

    /** True when nothing is left to apply. */
    public boolean isUpToDate() {
        return pending.isEmpty() && outOfOrder.isEmpty();
    }

    /** The version the target is at, null when it has none. */
    public String current() {
        return applied.isEmpty() ? null : applied.get(applied.size() - 1).version();
    }

    /** {@code OK} or {@code PENDING}. */
    public String status() {
        return isUpToDate() ? "OK" : "PENDING";
    }
}
