package io.drover.contracts;

/** What agents say on {@link Topics#RUN_EVENTS}, keyed by target id. */
public sealed interface RunEvent extends Event
        permits RunStarted, RunProgressed, RunFinished, RunReturned, RunInspected {
    RunRef ref();

    /** Id of the agent that speaks. */
    String agent();
}
