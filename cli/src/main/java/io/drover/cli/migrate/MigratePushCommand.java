package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.output.Failure;
import io.drover.cli.output.OutputOption;
import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.EnvInstance;
import io.drover.cli.project.ProjectOptions;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.Trace;
import io.drover.engine.directory.MigrationDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "push",
        description = {
            "Push the migrations as a new version of a directory.",
            "With a dev database they are run there first; what does not run is not pushed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover migrate push --env prod db-per-tenant",
            "  drover migrate push db-per-tenant:v1.2 --dir file://db/migrations",
            "  drover migrate push db-per-tenant --dir 'file://db/migrations?format=flyway'"
        })
public final class MigratePushCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME[:TAG]", description = "The directory, and a tag for this version of it.")
    private String name;

    @Option(names = "--tag", paramLabel = "TAG", description = "A tag for this version; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--dev-url", paramLabel = "URL", description = "Scratch database to run the files on first.")
    private String devUrl;

    @Option(
            names = "--allow-rewrite",
            description = "Push although files of the newest version were changed or removed.")
    private boolean allowRewrite;

    @Option(
            names = "--allow-out-of-order",
            description = "Push although a new file sorts before the last file of the newest version; targets get it"
                    + " with 'migrate apply --exec-order non-linear'.")
    private boolean allowOutOfOrder;

    @Mixin
    private FolderOption folder = new FolderOption();

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Shell shell;

    public MigratePushCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        List<EnvInstance> instances = project.instances(shell);
        DirectoryUrl.Folder source = folder.folder(instances, shell);
        MigrationDirectory directory = FolderOption.verified(source, shell);
        new Replay(shell).check(Replay.devUrl(devUrl, instances), directory);
        int colon = name.indexOf(':');
        String directoryName = colon < 0 ? name : name.substring(0, colon);
        List<String> allTags = new ArrayList<>(tags);
        if (colon >= 0) {
            allTags.add(name.substring(colon + 1));
        }
        if (directoryName.isEmpty() || allTags.contains("")) {
            throw Failure.misuse(
                    "'" + name + "' is not a directory's name; it looks like db-per-tenant or db-per-tenant:v1.2.");
        }
        Map<String, Object> body = PushBody.of(source.path(), directory, allTags, shell);
        if (allowRewrite) {
            body.put("allowRewrite", true);
        }
        if (allowOutOfOrder) {
            body.put("allowOutOfOrder", true);
        }
        Server server = Server.of(shell);
        JsonNode version = server.post(
                "/api/v1/directories/" + Query.segment(directoryName) + "/versions", body, Trace.header(shell));
        if (output.json()) {
            shell.block(Server.pretty(version));
            return 0;
        }
        shell.notice("Pushed " + directoryName + " version "
                + version.path("sequence").asInt() + " ("
                + directory.migrations().size() + " migrations).");
        shell.out().println(link(version, server, directoryName));
        return 0;
    }

    private static String link(JsonNode version, Server server, String directoryName) {
        String url = Server.text(version, "url");
        return url == null || !url.contains("://") || !url.contains("/dirs/")
                ? server.address() + "/dirs/" + directoryName
                : url;
    }
}
