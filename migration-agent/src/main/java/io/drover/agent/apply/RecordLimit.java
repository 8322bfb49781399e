package io.drover.agent.apply;

import io.drover.contracts.RunFinished;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.kit.event.EventCodec;
import java.util.List;

/**
 * Keeps a finished run within the size of a record: first the timings of statements go, then the oldest files, by halves;
 * the newest file, which is the failing one if any, always stays.
 */
final class RecordLimit {
    static final int BYTES = 256 * 1024;
    /** Headers, and what the broker adds. */
    private static final int RESERVE = 4 * 1024;

    private RecordLimit() {}

    static RunFinished fit(RunFinished event) {
        RunFinished fitting = event;
        if (isTooLarge(fitting)) {
            fitting = with(
                    fitting,
                    fitting.files().stream().map(RecordLimit::withoutStatements).toList());
        }
        while (isTooLarge(fitting) && fitting.files().size() > 1) {
            List<AppliedFile> files = fitting.files();
            fitting = with(fitting, files.subList((files.size() + 1) / 2, files.size()));
        }
        return fitting;
    }

    private static boolean isTooLarge(RunFinished event) {
        return EventCodec.write(event).length > BYTES - RESERVE;
    }

    private static AppliedFile withoutStatements(AppliedFile file) {
        return new AppliedFile(
                file.name(),
                file.version(),
                file.description(),
                file.applied(),
                file.total(),
                file.startedAt(),
                file.durationNanos(),
                List.of());
    }

    private static RunFinished with(RunFinished event, List<AppliedFile> files) {
        return new RunFinished(
                event.ref(),
                event.agent(),
                event.state(),
                event.reason(),
                event.directory(),
                event.digest(),
                event.from(),
                event.to(),
                event.current(),
                event.nothingPending(),
                files,
                event.error(),
                event.startedAt(),
                event.finishedAt(),
                null);
    }
}
