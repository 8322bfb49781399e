package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.split.SplitRules;
import java.util.List;
import java.util.Optional;

/**
 * A directory held against the revisions of a target.
 *
 * @param pending all that the target misses
 * @param files what of it is to be executed now
 */
record Situation(List<Revision> revisions, PendingFiles pending, List<FilePlan> files) {

    static Situation of(
            MigrationDirectory directory, List<Revision> revisions, String dirt, ApplyOptions options, SplitRules rules)
            throws Refusal {
        PendingFiles pending = PendingFiles.of(directory.migrations(), revisions, options, dirt);
        ApplyOptions left = options.withAmount(amountLeft(revisions, options));
        List<FilePlan> files = FilePlans.of(PendingFiles.limit(pending.files(), left), revisions, options, rules);
        return new Situation(List.copyOf(revisions), pending, files);
    }

    /** Files that an earlier attempt of the same run has wholly applied count: a run has its amount once. */
    private static Integer amountLeft(List<Revision> revisions, ApplyOptions options) {
        if (options.amount() == null) {
            return null;
        }
        long done = revisions.stream()
                .filter(revision -> revision.isOf(options.runId()) && revision.type() != Revision.BASELINE)
                .filter(revision -> !revision.isPartial())
                .count();
        return (int) Math.max(0, options.amount() - done);
    }

    /** Throws what {@link #preflight} finds. */
    static void refuseUnusable(MigrationDirectory directory, ApplyOptions options) throws Refusal {
        Optional<Problem> refused = preflight(directory, options);
        if (refused.isPresent()) {
            throw new Refusal(refused.get());
        }
    }

    /** What can be refused without asking the target. */
    static Optional<Problem> preflight(MigrationDirectory directory, ApplyOptions options) {
        Optional<Problem> checksum = directory.verify().map(Problem.ChecksumFault::new);
        if (checksum.isPresent()) {
            return checksum;
        }
        if (options.baseline() != null && options.allowDirty()) {
            return unsupported("sql/migrate: baseline and allow-dirty are mutually exclusive");
        }
        if (options.amount() != null && options.amount() <= 0) {
            return unsupported("cannot apply '" + options.amount() + "' migration files");
        }
        String to = options.toMigration();
        if (to != null && directory.find(to).isEmpty()) {
            return Optional.of(
                    new Problem.UnknownVersion(to, "migration version \"" + to + "\" was not found in the directory"));
        }
        return Optional.empty();
    }

    /** True when nothing is left of what was asked for, its limits included. */
    boolean nothingToDo() {
        return files.isEmpty() && pending.baseline() == null;
    }

    /** True when no file of the directory is left to apply. */
    boolean nothingPending() {
        return pending.baseline() == null && pending.nothingLeftAfter(0);
    }

    /** The version before; a baseline counts as reached. */
    String from() {
        if (pending.baseline() != null) {
            return pending.baseline().version();
        }
        return revisions.isEmpty() ? null : revisions.get(revisions.size() - 1).version();
    }

    /** The version to reach, null when nothing is to do. */
    String to() {
        return files.isEmpty() ? null : files.get(files.size() - 1).version();
    }

    private static Optional<Problem> unsupported(String sentence) {
        return Optional.of(new Problem.UnsupportedOption(null, sentence));
    }
}
