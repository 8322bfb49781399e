package io.drover.engine.apply;

import io.drover.engine.split.Statement;
import java.util.List;

/**
 * What an apply would do now.
 *
 * @param from the version the target is at, null when it has none
 * @param to the version it would reach, null when nothing is to do
 * @param files what would be executed, in order
 * @param nothingPending true when no file of the directory is left to apply
 * @param outOfOrder names of files that came too late, whatever is done about them
 * @param problem why an apply would be refused, null when it would not
 */
public record Plan(
        String from,
        String to,
        List<PlannedFile> files,
        boolean nothingPending,
        List<String> outOfOrder,
        Problem problem) {

    public Plan {
        files = List.copyOf(files);
        outOfOrder = List.copyOf(outOfOrder);
    }

    /**
     * One file to execute.
     *
     * @param statements all of the file
     * @param skipped how many of them an earlier attempt has applied
     * @param checks what would be asked before the first of them
     */
    public record PlannedFile(
            String fileName,
            String version,
            String description,
            List<Statement> statements,
            int skipped,
            List<PlannedCheck> checks) {
        public PlannedFile {
            statements = List.copyOf(statements);
            checks = List.copyOf(checks);
        }
    }

    /**
     * The checks of one section.
     *
     * @param name {@code checks.sql} or {@code checks/….sql}
     * @param assertions what the database would be asked, in order
     */
    public record PlannedCheck(String name, List<String> assertions) {
        public PlannedCheck {
            assertions = List.copyOf(assertions);
        }
    }
}
