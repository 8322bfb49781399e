package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.cli.project.DirectoryUrl;
import io.drover.cli.project.EnvInstance;
import io.drover.cli.project.ProjectOptions;
import io.drover.cli.project.TargetAddress;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which targets a command works on, and with which directory. */
final class TargetOptions {
    private static final String USUAL = "file://migrations";

    @Option(
            names = {"-u", "--url"},
            paramLabel = "URL",
            description =
                    "The target, as in sqlite://acme.db, postgres://app@db:5432/acme or mysql://app@db:3306/acme; may be repeated.")
    private List<String> urls = new ArrayList<>();

    @Option(
            names = "--dir",
            paramLabel = "URL",
            description =
                    "Migrations, as file://folder, file://folder?format=flyway or atlas://name?tag=… (default: the"
                            + " environment's, else file://migrations).")
    private String directory;

    @Option(
            names = "--dir-format",
            paramLabel = "FORMAT",
            description =
                    "Whose layout the files of a folder have: atlas, golang-migrate, goose, dbmate, flyway, liquibase.")
    private String format;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "Only this target of the environment; may be repeated.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description = "Only targets with these labels, as in 'region=eu,tier in (gold,silver)'.")
    private String selector;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    /** @param instance null when the URL was given on the command line and no environment chosen */
    record Chosen(String url, EnvInstance instance) {}

    String env() {
        return project.env();
    }

    /** True when the targets were named by their URLs. */
    boolean byUrl() {
        return !urls.isEmpty();
    }

    String selector() {
        return selector;
    }

    /** Labels are known to the control plane only. */
    void requireNoSelector() {
        if (selector != null) {
            throw Failure.misuse(
                    "--selector chooses among targets that the control plane knows; with a folder use" + " --target.");
        }
    }

    List<String> names() {
        return names;
    }

    /** What the command works on. URLs are absolute; references in them are not resolved. */
    record Choice(DirectoryUrl directory, List<Chosen> targets, EnvInstance first) {}

    Choice choose(Shell shell) {
        List<EnvInstance> instances = project.instances(shell);
        EnvInstance first = instances.isEmpty() ? null : instances.get(0);
        List<Chosen> targets = new ArrayList<>();
        if (!urls.isEmpty()) {
            urls.forEach(url -> targets.add(new Chosen(TargetAddress.placed(url, shell.folder()), first)));
        } else {
            for (EnvInstance instance : instances) {
                instance.url()
                        .ifPresent(url -> targets.add(new Chosen(TargetAddress.placed(url, shell.folder()), instance)));
            }
        }
        return new Choice(directory(instances, shell), narrowed(targets), first);
    }

    private DirectoryUrl directory(List<EnvInstance> instances, Shell shell) {
        if (directory != null) {
            return DirectoryUrl.parse(directory, shell.folder(), format);
        }
        List<String> all = instances.stream()
                .map(instance -> instance.migration("dir").orElse(USUAL))
                .distinct()
                .toList();
        if (all.size() > 1) {
            throw Failure.misuse("the targets of env \"" + project.env() + "\" have different directories ("
                    + String.join(", ", all) + "); choose one with --dir.");
        }
        String ofEnv = instances.isEmpty()
                ? null
                : instances.get(0).migration("format").orElse(null);
        return DirectoryUrl.parse(all.isEmpty() ? USUAL : all.get(0), shell.folder(), format == null ? ofEnv : format);
    }

    private List<Chosen> narrowed(List<Chosen> targets) {
        if (names.isEmpty() || targets.isEmpty()) {
            return targets;
        }
        for (String name : names) {
            if (targets.stream().noneMatch(target -> isCalled(target, name))) {
                throw Failure.misuse("no target of this environment is called '" + name + "'.");
            }
        }
        return targets.stream()
                .filter(target -> names.stream().anyMatch(name -> isCalled(target, name)))
                .toList();
    }

    private static boolean isCalled(Chosen target, String name) {
        return TargetAddress.isCalled(TargetAddress.unresolved(target.url()), name);
    }
}
