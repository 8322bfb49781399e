package io.drover.contracts;

/**
 * What is said on {@link Topics#AGENT_EVENTS}: by agents of themselves, keyed by agent id, and by orchestrators, to hear
 * whether they hear.
 */
public sealed interface AgentEvent extends Event permits AgentBeat, OrchestratorBeat {}
