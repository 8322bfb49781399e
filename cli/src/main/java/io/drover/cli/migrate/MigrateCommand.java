package io.drover.cli.migrate;

import picocli.CommandLine.Command;

@Command(name = "migrate", description = "Write, push and apply migrations.")
public final class MigrateCommand {}
