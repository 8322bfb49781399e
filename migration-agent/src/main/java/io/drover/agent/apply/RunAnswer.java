package io.drover.agent.apply;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import java.time.Instant;
import java.util.List;

/**
 * Makes the last event of one command: fills in what is the same for all endings.
 *
 * @param directory null when the command could not be read that far
 * @param digest likewise
 */
record RunAnswer(RunRef ref, String agent, String directory, String digest, Instant startedAt) {

    static RunAnswer to(AgentCommand command, String agent) {
        return new RunAnswer(command.ref(), agent, command.directory(), command.digest(), Instant.now());
    }

    /** Versions before, wanted and after, each null when there is none; and whether the directory is wholly applied. */
    record Versions(String from, String to, String current, boolean nothingPending) {
        static final Versions UNKNOWN = new Versions(null, null, null, false);
    }

    RunFinished finished(
            RunState state,
            String reason,
            Versions versions,
            List<AppliedFile> files,
            RunError error,
            String serverIdentity) {
        return new RunFinished(
                ref,
                agent,
                state,
                reason,
                directory,
                digest,
                versions.from(),
                versions.to(),
                versions.current(),
                versions.nothingPending(),
                files,
                error,
                startedAt,
                Instant.now(),
                serverIdentity);
    }

    RunInspected inspected(
            Finding finding,
            Versions versions,
            List<AppliedFile> files,
            String holder,
            RunError error,
            String serverIdentity) {
        return new RunInspected(
                ref,
                agent,
                finding,
                directory,
                digest,
                versions.from(),
                versions.current(),
                versions.nothingPending(),
                files,
                holder,
                serverIdentity,
                error,
                startedAt,
                Instant.now());
    }

    /** The target could not be looked at. */
    RunInspected inspected(Finding finding, RunError error) {
        return inspected(finding, Versions.UNKNOWN, List.of(), null, error, null);
    }

    /** Somebody executes the run that was asked about. */
    RunInspected stillRunning(String holder) {
        return inspected(Finding.STILL_RUNNING, Versions.UNKNOWN, List.of(), holder, null, null);
    }

    /** It failed before the target was touched. */
    RunFinished failed(RunError error) {
        return finished(RunState.FAILED, null, Versions.UNKNOWN, List.of(), error, null);
    }

    /** It is not done here; {@code reason} is one of the words of {@link RunReturned}. */
    RunReturned returned(String reason) {
        return new RunReturned(ref, agent, reason, Instant.now());
    }
}
