package io.drover.contracts;

/**
 * Everything that travels between the services. Records only; consumers ignore fields they do not know, so a field may
 * be added but never renamed, removed or given another meaning.
 */
public sealed interface Event
        permits DirectoryEvent, DeploymentEvent, TargetEvent, RunEvent, AgentEvent, AgentCommand, DeploymentControl {}
