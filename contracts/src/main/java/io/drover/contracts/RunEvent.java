package io.drover.contracts;

/** What agents say on {@link Topics#RUN_EVENTS}, keyed by target id. */
public sealed interface RunEvent extends Event
        permits RunStarted, RunProgressed, RunFinished, RunReturned, RunInspected, RunResolved {
    RunRef ref();

    /** Id of the agent that speaks. */
    String agent();
}
