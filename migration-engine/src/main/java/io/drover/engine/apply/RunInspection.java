package io.drover.engine.apply;

import java.util.List;

/**
 * What a target says about a run that nobody hears of any more. Versions are null when there is none.
 *
 * @param from the version before the run, as far as its revisions tell
 * @param current the highest version with a revision; null also when it could not be read
 * @param nothingPending true when no file of the directory is left to apply
 * @param files what the revisions of this run tell, in order; one it had only begun is the last
 * @param holder who is still at it, as the database names it; null unless STILL_RUNNING
 * @param serverIdentity see {@link ApplyOutcome#serverIdentity()}
 * @param problem why the target could not be asked, or what an apply would refuse; null when neither
 */
public record RunInspection(
        Finding finding,
        String from,
        String current,
        boolean nothingPending,
        List<FileResult> files,
        String holder,
        String serverIdentity,
        Problem problem) {

    public RunInspection {
        files = List.copyOf(files);
    }

    /** What is found. */
    public enum Finding {
        /** Nothing is left of what the run was to do. */
        DONE,
        /** Nobody is at it, and something is left to do. */
        OPEN,
        /** An execution of the run is alive on the target, or holds its lock. */
        STILL_RUNNING,
        /** The target does not answer now; nothing is known. */
        UNREACHABLE
    }

    static RunInspection stillRunning(String holder, String serverIdentity) {
        return new RunInspection(Finding.STILL_RUNNING, null, null, false, List.of(), holder, serverIdentity, null);
    }

    /** Nothing was read. Somebody else's lock and a lost connection pass; everything else the next attempt meets too. */
    static RunInspection unread(Problem problem, String serverIdentity) {
        boolean passes = problem instanceof Problem.Unreachable || problem instanceof Problem.LockHeld;
        Finding finding = passes ? Finding.UNREACHABLE : Finding.OPEN;
        return new RunInspection(finding, null, null, false, List.of(), null, serverIdentity, problem);
    }
}
