package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which files of a directory a target still misses. Decides from values alone.
 *
 * @param files in the order in which they are to be executed, before {@code amount} and {@code toMigration} cut them
 * @param outOfOrder files that sort before the newest applied one and have no revision
 * @param leftOut those of them that are in no case executed now
 * @param baseline the file a first revision without execution is to be written for; null for none
 */
record PendingFiles(List<Migration> files, List<String> outOfOrder, List<String> leftOut, Migration baseline) {

    private static final String CHECKPOINT = "checkpoint";

    /**
     * @param revisions in bytewise order of their versions
     * @param dirt what was found in a database without revisions, null when it is clean
     */
    static PendingFiles of(List<Migration> migrations, List<Revision> revisions, ApplyOptions options, String dirt)
            throws Refusal {
        if (revisions.isEmpty()) {
            return first(migrations, options, dirt);
        }
        Revision last = revisions.get(revisions.size() - 1);
        List<Migration> late = late(migrations, revisions);
        List<String> names = late.stream().map(Migration::fileName).toList();
        if (last.isUnfinished()) {
            return new PendingFiles(resume(migrations, last), List.of(), names, null);
        }
        List<Migration> newer = withoutCheckpoints(migrations).stream()
                .filter(migration -> migration.version().compareTo(last.version()) > 0)
                .toList();
        if (!late.isEmpty() && options.execOrder() == ExecOrder.LINEAR) {
            throw new Refusal(new Problem.OutOfOrder(names));
        }
        List<Migration> all = new ArrayList<>(begun(migrations, revisions));
        boolean together = options.execOrder() == ExecOrder.NON_LINEAR;
        if (together) {
            all.addAll(late);
        }
        all.addAll(newer);
        return new PendingFiles(List.copyOf(all), names, together ? List.of() : names, null);
    }

    /**
     * True when the target lacks no file of the directory once that many of {@link #files} are executed. What is skipped
     * as out of order it lacks, however often that is asked for.
     */
    boolean nothingLeftAfter(int executed) {
        return executed == files.size() && leftOut.isEmpty();
    }

    /**
     * Late files of which an execution of ours has applied a part. One that was set by hand counts as done; rows of Atlas
     * that are not the last do too, as it leaves the numbers of a repaired file wrong for ever.
     */
    private static List<Migration> begun(List<Migration> migrations, List<Revision> revisions) throws Refusal {
        List<Migration> begun = new ArrayList<>();
        for (Revision revision : revisions) {
            if (revision.isUnfinished() && revision.isOurs()) {
                begun.add(migrations.stream()
                        .filter(migration -> migration.version().equals(revision.version()))
                        .findFirst()
                        .orElseThrow(() ->
                                new Refusal(new Problem.MissingMigration(revision.fileName(), revision.version()))));
            }
        }
        return begun;
    }

    /**
     * Files that have no revision, history that a baseline or a checkpoint hides left out: what a person who says that a
     * target is at a version says to be there.
     */
    static List<Migration> without(List<Migration> migrations, List<Revision> revisions) {
        if (revisions.isEmpty()) {
            return migrations;
        }
        String last = revisions.get(revisions.size() - 1).version();
        List<Migration> files = new ArrayList<>(late(migrations, revisions));
        migrations.stream()
                .filter(migration -> migration.version().compareTo(last) > 0)
                .forEach(files::add);
        return List.copyOf(files);
    }

    /** What is left of these files when the caller's limits are respected. */
    static List<Migration> limit(List<Migration> pending, ApplyOptions options) {
        return pending.stream()
                .filter(migration ->
                        options.toMigration() == null || migration.version().compareTo(options.toMigration()) <= 0)
                .limit(options.amount() == null ? Long.MAX_VALUE : options.amount())
                .toList();
    }

    private static PendingFiles first(List<Migration> migrations, ApplyOptions options, String dirt) throws Refusal {
        if (options.baseline() != null) {
            return baseline(migrations, options.baseline());
        }
        if (dirt != null && !options.allowDirty()) {
            throw new Refusal(new Problem.NotClean(dirt));
        }
        int start = 0;
        for (int i = 0; i < migrations.size(); i++) {
            Migration migration = migrations.get(i);
            boolean reachable =
                    options.toMigration() == null || migration.version().compareTo(options.toMigration()) <= 0;
            start = reachable && isCheckpoint(migration) ? i : start;
        }
        return new PendingFiles(
                migrations.isEmpty() ? List.of() : beginningAt(migrations, start), List.of(), List.of(), null);
    }

    /** This file, whatever it is, and those after it that are no checkpoints. */
    private static List<Migration> beginningAt(List<Migration> migrations, int start) {
        List<Migration> files = new ArrayList<>();
        files.add(migrations.get(start));
        files.addAll(withoutCheckpoints(migrations.subList(start + 1, migrations.size())));
        return List.copyOf(files);
    }

    private static PendingFiles baseline(List<Migration> migrations, String version) throws Refusal {
        for (int i = 0; i < migrations.size(); i++) {
            if (migrations.get(i).version().equals(version)) {
                List<Migration> after = withoutCheckpoints(migrations.subList(i + 1, migrations.size()));
                return new PendingFiles(after, List.of(), List.of(), migrations.get(i));
            }
        }
        throw new Refusal(new Problem.UnknownVersion(version, "baseline version \"" + version + "\" not found"));
    }

    private static List<Migration> resume(List<Migration> migrations, Revision last) throws Refusal {
        for (int i = 0; i < migrations.size(); i++) {
            if (migrations.get(i).version().equals(last.version())) {
                return beginningAt(migrations, i);
            }
        }
        throw new Refusal(new Problem.MissingMigration(last.fileName(), last.version()));
    }

    /** Files older than the first revision are history that a baseline or a checkpoint hides. */
    private static List<Migration> late(List<Migration> migrations, List<Revision> revisions) {
        Set<String> known = new HashSet<>();
        revisions.forEach(revision -> known.add(revision.version()));
        String first = revisions.get(0).version();
        String last = revisions.get(revisions.size() - 1).version();
        return withoutCheckpoints(migrations).stream()
                .filter(migration -> migration.version().compareTo(first) > 0)
                .filter(migration -> migration.version().compareTo(last) < 0)
                .filter(migration -> !known.contains(migration.version()))
                .toList();
    }

    private static List<Migration> withoutCheckpoints(List<Migration> migrations) {
        return migrations.stream().filter(migration -> !isCheckpoint(migration)).toList();
    }

    static boolean isCheckpoint(Migration migration) {
        return migration.directives().has(CHECKPOINT);
    }
}
