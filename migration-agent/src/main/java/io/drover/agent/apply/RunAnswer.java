package io.drover.agent.apply;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import java.time.Instant;
import java.util.List;

/**
 * Makes the last event of one attempt: fills in what is the same for all endings.
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

    RunFinished finished(RunState state, String reason, Versions versions, List<AppliedFile> files, RunError error) {
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
                null);
    }

    /** It failed before the target was touched. */
    RunFinished failed(RunError error) {
        return finished(RunState.FAILED, null, Versions.UNKNOWN, List.of(), error);
    }

    /** It is not done here; {@code reason} is one of the words of {@link RunReturned}. */
    RunReturned returned(String reason) {
        return new RunReturned(ref, agent, reason, Instant.now());
    }
}
