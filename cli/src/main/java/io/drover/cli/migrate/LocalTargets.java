package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.project.EnvInstance;
import io.drover.cli.project.SecretReferences;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Server;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.target.InvalidTargetUrl;
import io.drover.engine.target.TargetUrl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Works on targets from this process, so many at once, and prints what comes of them in their order, each as soon as all
 * before it are done. A target that fails does not stop the others.
 */
final class LocalTargets {
    private final Shell shell;
    private final int parallel;

    /** @param parallel how many at once, 1 or more */
    LocalTargets(Shell shell, int parallel) {
        this.shell = shell;
        this.parallel = parallel;
    }

    /** One target, with its secrets, and how to work on it. */
    record Order(TargetUrl target, ApplyOptions options) {}

    /**
     * What came of one target.
     *
     * @param text its block, empty when there is nothing to say
     * @param error what follows {@code Error: }, null when all went well
     * @param document the same for programs, null when nobody asked for it
     */
    record Answer(String text, String error, ObjectNode document) {}

    /** What to do, wholly known before anything is done: one faulty target leaves all as they are. */
    List<Order> orders(List<TargetOptions.Chosen> chosen, Function<EnvInstance, ApplyOptions> options) {
        if (chosen.isEmpty()) {
            throw Failure.misuse(
                    "required flag \"url\" not set; name the target with --url or the environment with --env.");
        }
        List<Order> orders = new ArrayList<>();
        Set<String> faults = new LinkedHashSet<>();
        for (TargetOptions.Chosen each : chosen) {
            try {
                TargetUrl target = TargetUrl.parse(SecretReferences.resolve(each.url(), shell));
                orders.add(new Order(target, options.apply(each.instance())));
            } catch (Failure fault) {
                faults.addAll(fault.sentences());
            } catch (InvalidTargetUrl fault) {
                faults.add(each.url() + ": " + fault.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw Failure.misuse(List.copyOf(faults));
        }
        return orders;
    }

    /** Prints blocks one after the other, as Atlas does. */
    int blocks(List<Order> orders, Function<Order, Answer> work) {
        return each(orders, work, (place, answer) -> {
            shell.block(answer.text());
            error(answer, "");
        });
    }

    /** Prints blocks, each under the name of its target when there are several; where there is nothing to say, nothing. */
    int namedBlocks(List<Order> orders, Function<Order, Answer> work) {
        boolean several = orders.size() > 1;
        StringBuilder before = new StringBuilder();
        return each(orders, work, (place, answer) -> {
            String name = TargetAddress.name(orders.get(place).target());
            if (!answer.text().isEmpty()) {
                shell.block(before + (several ? name + "\n" : "") + answer.text());
                before.setLength(0);
                before.append(answer.text().endsWith("\n\n") ? "" : "\n");
            }
            error(answer, several ? name + ": " : "");
        });
    }

    /** Prints one document with those of all targets in it; errors are in there. */
    int oneDocument(String list, List<Order> orders, Function<Order, Answer> work) {
        ArrayNode documents = Server.JSON.createArrayNode();
        int code = each(orders, work, (place, answer) -> documents.add(answer.document()));
        shell.block(Server.pretty(Server.JSON.createObjectNode().set(list, documents)));
        return code;
    }

    /** Prints a document in a line for each target; errors go to stderr, too. */
    int lines(List<Order> orders, FormatOption format, Function<Order, Answer> work) {
        return each(orders, work, (place, answer) -> {
            if (answer.document() != null) {
                shell.block(format.line(answer.document()));
            }
            error(answer, "");
        });
    }

    private void error(Answer answer, String name) {
        if (answer.error() != null) {
            shell.err().println("Error: " + name + Secrets.hide(answer.error()));
            shell.err().flush();
        }
    }

    private interface Printer {
        void print(int place, Answer answer);
    }

    private int each(List<Order> orders, Function<Order, Answer> work, Printer printer) {
        boolean failed = false;
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallel, orders.size()));
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (Order order : orders) {
                answers.add(threads.submit(() -> work.apply(order)));
            }
            for (int i = 0; i < orders.size(); i++) {
                Answer answer = of(answers.get(i));
                printer.print(i, answer);
                failed |= answer.error() != null;
            }
        } finally {
            threads.shutdownNow();
        }
        return failed ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private static Answer of(Future<Answer> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted; what has begun on the targets ends there by itself.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
