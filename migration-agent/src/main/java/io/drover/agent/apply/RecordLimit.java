package io.drover.agent.apply;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.kit.event.EventCodec;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps an event that lists files within the size of a record: first the timings of statements go, then the oldest files,
 * by halves; the newest file, which is the failing one if any, always stays.
 */
final class RecordLimit {
    static final int BYTES = 256 * 1024;
    /** Headers, and what the broker adds. */
    private static final int RESERVE = 4 * 1024;

    private RecordLimit() {}

    /** @param event makes the event that lists these files */
    static <E extends RunEvent> E fit(List<AppliedFile> all, Function<List<AppliedFile>, E> event) {
        List<AppliedFile> files = all;
        E fitting = event.apply(files);
        if (isTooLarge(fitting)) {
            files = files.stream().map(RecordLimit::withoutStatements).toList();
            fitting = event.apply(files);
        }
        while (isTooLarge(fitting) && files.size() > 1) {
            files = files.subList((files.size() + 1) / 2, files.size());
            fitting = event.apply(files);
        }
        return fitting;
    }

    private static boolean isTooLarge(RunEvent event) {
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
}
