package io.drover.engine.apply;

import io.drover.engine.report.ApplyReport;
import java.time.Duration;
import java.util.List;

/** How an apply ended. A migration that fails is an outcome, not an exception. Versions are null when there is none. */
public sealed interface ApplyOutcome {

    /** The version before. */
    String from();

    /** The highest version with a revision now; null also when it could not be read. */
    String current();

    /** True when no file of the directory is left to apply. */
    boolean nothingPending();

    /**
     * What the server says of itself, the same under whatever URL it is reached: {@code postgres:<system
     * identifier>/<database oid>}, with {@code /<schema>} behind it when the URL binds one. Null when it has no such
     * name, does not tell this user, or was not reached.
     */
    String serverIdentity();

    /** This outcome as the report that people read. */
    ApplyReport report();

    /**
     * Nothing to do.
     *
     * @param from the version before this run: differs from {@code current} only when an earlier attempt of the same
     *     run did the work
     * @param nothingPending false when only {@code amount} or {@code toMigration} left nothing to do
     * @param reconciledFiles files whose revisions carry this run's id, in order: an earlier attempt did them
     */
    record UpToDate(
            String from,
            String current,
            boolean nothingPending,
            List<FileResult> reconciledFiles,
            String serverIdentity)
            implements ApplyOutcome {
        public UpToDate {
            reconciledFiles = List.copyOf(reconciledFiles);
        }

        @Override
        public ApplyReport report() {
            return ApplyReport.nothingPending(current);
        }
    }

    /**
     * All that was to be done is done.
     *
     * @param to the version that was reached
     * @param files what was executed, in order
     * @param reconciledFiles files that an earlier attempt of the same run had done before, in order
     */
    record Applied(
            String from,
            String to,
            String current,
            List<FileResult> files,
            boolean nothingPending,
            List<FileResult> reconciledFiles,
            Duration duration,
            String serverIdentity)
            implements ApplyOutcome {
        public Applied {
            files = List.copyOf(files);
            reconciledFiles = List.copyOf(reconciledFiles);
        }

        @Override
        public ApplyReport report() {
            return Reports.of(from, to, files.size(), files, duration, null);
        }
    }

    /**
     * Something was executed and failed.
     *
     * @param to the version that was to be reached
     * @param planned how many files were to be applied
     * @param files what was executed, in order; the failing file last
     * @param reconciledFiles files that an earlier attempt of the same run had done before, in order
     */
    record Failed(
            String from,
            String to,
            String current,
            int planned,
            List<FileResult> files,
            Problem problem,
            List<FileResult> reconciledFiles,
            Duration duration,
            String serverIdentity)
            implements ApplyOutcome {
        public Failed {
            files = List.copyOf(files);
            reconciledFiles = List.copyOf(reconciledFiles);
        }

        @Override
        public boolean nothingPending() {
            return false;
        }

        @Override
        public ApplyReport report() {
            return Reports.of(from, to, planned, files, duration, problem);
        }
    }

    /**
     * Nothing was executed.
     *
     * @param reconciledFiles files that an earlier attempt of the same run had done before, in order; one it had only
     *     begun is the last
     */
    record Refused(
            String from, String current, Problem problem, List<FileResult> reconciledFiles, String serverIdentity)
            implements ApplyOutcome {
        public Refused {
            reconciledFiles = List.copyOf(reconciledFiles);
        }

        @Override
        public boolean nothingPending() {
            return false;
        }

        @Override
        public ApplyReport report() {
            return Reports.of(from, null, 0, List.of(), Duration.ZERO, problem);
        }
    }
}
