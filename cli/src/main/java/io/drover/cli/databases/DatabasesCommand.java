package io.drover.cli.databases;

import picocli.CommandLine.Command;

@Command(name = "databases", description = "See which databases are synced, pending or in error.")
public final class DatabasesCommand {}
