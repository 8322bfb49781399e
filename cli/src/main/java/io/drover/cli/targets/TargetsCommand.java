package io.drover.cli.targets;

import picocli.CommandLine.Command;

@Command(name = "targets", description = "Register and list target databases.")
public final class TargetsCommand {}
