package io.drover.orchestrator.result;

import io.drover.contracts.RunEvent;
import java.util.List;

/** Takes in what agents say about resolutions of a deployment's ambiguous runs. */
public interface AnswersToResolutions {
    /**
     * Writes what is about a resolution and leaves the rest; may be called again with the same events.
     *
     * @param deployment whose events these are
     */
    void take(long deployment, List<RunEvent> events);
}
