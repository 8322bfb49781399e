package io.drover.orchestrator.result;

import io.drover.contracts.RunEvent;
import java.util.List;

/** Takes in what agents say about targets outside of any deployment. */
public interface AnswersOfTargets {
    /** Writes it; may be called again with the same events. */
    void take(List<RunEvent> events);
}
