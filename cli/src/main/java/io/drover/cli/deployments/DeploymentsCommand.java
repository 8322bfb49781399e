package io.drover.cli.deployments;

import picocli.CommandLine.Command;

@Command(name = "deployments", description = "See, follow, pause, resume, retry and cancel deployments.")
public final class DeploymentsCommand {}
