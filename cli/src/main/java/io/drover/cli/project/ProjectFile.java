package io.drover.cli.project;

import io.drover.cli.hcl.Block;
import io.drover.cli.hcl.Body;
import io.drover.cli.hcl.Evaluator;
import io.drover.cli.hcl.Expression;
import io.drover.cli.hcl.Functions;
import io.drover.cli.hcl.HclException;
import io.drover.cli.hcl.HclFile;
import io.drover.cli.hcl.Scope;
import io.drover.cli.hcl.Value;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A parsed {@code drover.hcl} or {@code atlas.hcl}. Nothing of it is evaluated until an environment is asked for. */
public final class ProjectFile {
    private final Body body;
    private final Evaluator evaluator;

    private ProjectFile(Body body, Evaluator evaluator) {
        this.body = body;
        this.evaluator = evaluator;
    }

    /**
     * Finds and reads the file.
     *
     * @param config what the user chose, {@code file://path}; null for the usual names
     */
    public static ProjectFile open(Shell shell, String config) {
        Path path = config == null ? usual(shell.folder()) : chosen(shell.folder(), config);
        try {
            Path folder = path.toAbsolutePath().getParent();
            String name = path.startsWith(shell.folder())
                    ? shell.folder().relativize(path).toString()
                    : path.toString();
            Functions functions = new Functions(shell.environment(), folder);
            return new ProjectFile(HclFile.parse(name, Files.readString(path)), new Evaluator(functions));
        } catch (IOException e) {
            throw Failure.misuse("the configuration file " + path + " cannot be read"
                    + (Files.exists(path) ? ": " + e.getMessage() + "." : "; it does not exist."));
        }
    }

    private static Path usual(Path folder) {
        for (String name : List.of("drover.hcl", "atlas.hcl")) {
            if (Files.exists(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw Failure.misuse("there is neither drover.hcl nor atlas.hcl in " + folder
                + "; go to the folder that has one, or name it with -c file://path.");
    }

    private static Path chosen(Path folder, String config) {
        String path = config.startsWith("file://") ? config.substring("file://".length()) : config;
        if (path.contains("://") || path.isEmpty()) {
            throw Failure.misuse("-c takes file://path, not '" + config + "'.");
        }
        return folder.resolve(path).normalize();
    }

    /**
     * The targets of an environment: one, or one for each item of {@code for_each}, in the order of the set.
     *
     * @param given values of {@code --var} by name
     */
    public List<EnvInstance> env(String name, Map<String, List<String>> given) {
        Scope global = new GlobalNames(body, evaluator, given, name).scope();
        List<EnvInstance> instances = new ArrayList<>();
        for (Block block : matching(name, global)) {
            instances.addAll(instancesOf(name, block, global));
        }
        if (instances.isEmpty()) {
            throw new HclException("env \"" + name + "\" not defined in config file");
        }
        return instances;
    }

    private List<Block> matching(String name, Scope global) {
        List<Block> labelled = body.blocks("env").stream()
                .filter(block -> block.labels().equals(List.of(name)))
                .toList();
        if (!labelled.isEmpty()) {
            return labelled;
        }
        return body.blocks("env").stream()
                .filter(block -> block.labels().isEmpty())
                .filter(block -> block.body()
                        .attribute("name")
                        .map(expression ->
                                evaluator.evaluate(expression, global).equals(Value.of(name)))
                        .orElse(false))
                .toList();
    }

    private List<EnvInstance> instancesOf(String name, Block block, Scope global) {
        if (block.body().attribute("for_each").isEmpty()) {
            return List.of(new EnvInstance(name, block, global, evaluator));
        }
        Expression forEach = block.body().attributes().get("for_each");
        List<EnvInstance> instances = new ArrayList<>();
        for (Map<String, Value> each : ForEach.items(evaluator.evaluate(forEach, global), forEach.position())) {
            instances.add(new EnvInstance(name, block, global.with("each", each), evaluator));
        }
        return instances;
    }
}
