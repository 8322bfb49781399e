package io.drover.cli;

import io.drover.cli.output.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

@Command(
        name = "drover",
        mixinStandardHelpOptions = true,
        versionProvider = DroverCommand.Versions.class,
        description = "Moves every tenant database to the next schema version.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nThe main flow:%n",
        footer = {
            "  drover login http://localhost:8080",
            "  drover migrate new --edit seed_users",
            "  drover migrate push --env prod db-per-tenant",
            "  drover migrate apply --env prod",
            "",
            "'drover COMMAND --help' tells more. Shell completion: eval \"$(drover completion)\""
        })
final class DroverCommand {
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"drover " + Version.TEXT};
        }
    }
}
