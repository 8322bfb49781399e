package io.drover.cli.project;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that reads the configuration file. */
public final class ProjectOptions {
    @Option(names = "--env", paramLabel = "NAME", description = "Environment of the configuration file to work on.")
    private String env;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "URL",
            description = "Configuration file, as file://path (default: drover.hcl, else atlas.hcl, in this folder).")
    private String config;

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "Value of a variable of the configuration file; repeat it for a list.")
    private List<String> variables = new ArrayList<>();

    /** The environment's name, null when none was asked for. */
    public String env() {
        return env;
    }

    /** The targets of the environment that was asked for; empty when none was. */
    public List<EnvInstance> instances(Shell shell) {
        if (env == null) {
            if (config != null) {
                ProjectFile.open(shell, config);
            }
            return List.of();
        }
        return ProjectFile.open(shell, config).env(env, given());
    }

    private Map<String, List<String>> given() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            if (equals < 1) {
                throw Failure.misuse("--var takes NAME=VALUE, not '" + variable + "'.");
            }
            given.computeIfAbsent(variable.substring(0, equals), name -> new ArrayList<>())
                    .add(variable.substring(equals + 1));
        }
        return given;
    }
}
