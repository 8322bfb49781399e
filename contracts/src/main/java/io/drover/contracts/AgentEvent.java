package io.drover.contracts;

/** What agents say of themselves on {@link Topics#AGENT_EVENTS}, keyed by agent id. */
public sealed interface AgentEvent extends Event permits AgentBeat {
    String agent();
}
