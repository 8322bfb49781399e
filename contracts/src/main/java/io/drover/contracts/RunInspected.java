package io.drover.contracts;

import java.time.Instant;
import java.util.List;

/**
 * The target was asked and nothing on it was changed: the answer to an {@code INSPECT}. With a run in {@code ref} it was
 * asked what became of that lost run; without one ({@link RunRef#NO_RUN}) what it is at.
 *
 * @param directory the directory it was held against
 * @param digest its content
 * @param from the target's version before the run, as far as its revisions tell; null when it had none
 * @param current the target's highest applied version, null when it has none or could not be read
 * @param nothingPending true when no file of the digest is left to apply
 * @param files what the revisions of this very run tell, in order; empty when it left none
 * @param holder who is still at it, as the database names it; null unless STILL_RUNNING
 * @param serverIdentity see {@link RunFinished}
 * @param error why the target could not be asked, or what an apply would refuse; null when neither
 */
public record RunInspected(
        RunRef ref,
        String agent,
        Finding finding,
        String directory,
        String digest,
        String from,
        String current,
        boolean nothingPending,
        List<RunFinished.AppliedFile> files,
        String holder,
        String serverIdentity,
        RunError error,
        Instant startedAt,
        Instant at)
        implements RunEvent {
    public RunInspected {
        files = List.copyOf(files);
    }

    /** What the target says. */
    public enum Finding {
        /** Nothing is left of what was to be done. */
        DONE,
        /** Nobody is at it, and something is left to do. */
        OPEN,
        /** An execution of this run is alive on the target, or holds its lock. */
        STILL_RUNNING,
        /** The target does not answer. */
        UNREACHABLE
    }
}
