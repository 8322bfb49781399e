package io.drover.status.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunsSettled;
import io.drover.status.Json;
import java.time.Instant;
import java.util.List;

/** A row of table {@code attempt}: the strongest word about how an attempt ended, with all it carried. */
record AttemptRow(
        long run,
        int attempt,
        long deployment,
        long target,
        String directory,
        long runSeq,
        String state,
        String reason,
        boolean byAgent,
        String agent,
        String digest,
        String fromVersion,
        String toVersion,
        String currentVersion,
        JsonNode files,
        JsonNode error,
        Instant startedAt,
        Instant finishedAt,
        String fingerprint) {

    static AttemptRow reported(RunFinished finished, Word word) {
        RunRef ref = finished.ref();
        return new AttemptRow(
                ref.run(),
                ref.attempt(),
                ref.deployment(),
                ref.target(),
                finished.directory(),
                ref.runSeq(),
                word.state().name(),
                word.reason(),
                true,
                finished.agent(),
                finished.digest(),
                finished.from(),
                finished.to(),
                finished.current(),
                Json.document(finished.files()),
                Json.document(finished.error()),
                finished.startedAt(),
                word.at(),
                word.fingerprint());
    }

    static AttemptRow settled(RunStory story, RunsSettled.SettledRun settled, Word word) {
        return new AttemptRow(
                settled.run(),
                settled.attempt(),
                story.deployment(),
                settled.target(),
                story.directory(),
                settled.runSeq(),
                word.state().name(),
                word.reason(),
                false,
                null,
                null,
                null,
                null,
                settled.current(),
                Json.document(List.of()),
                Json.document(settled.error()),
                null,
                word.at(),
                word.fingerprint());
    }
}
