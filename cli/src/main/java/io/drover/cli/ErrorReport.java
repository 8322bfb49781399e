package io.drover.cli;

import io.drover.cli.hcl.HclException;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.ServerProblem;
import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.target.InvalidTargetUrl;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** The one place where an exception becomes words for a person and an exit code. */
final class ErrorReport {
    private final Shell shell;

    /** @param shell where the words go */
    ErrorReport(Shell shell) {
        this.shell = shell;
    }

    /** Prints what happened and answers the exit code. */
    int print(Throwable problem) {
        if (problem instanceof Failure failure) {
            failure.sentences().forEach(this::error);
            return failure.exitCode();
        } else if (problem instanceof ServerProblem refused) {
            refused.sentences().forEach(this::error);
            return refused.isOutage() ? ExitCodes.UNREACHABLE : ExitCodes.FAILED;
        } else if (problem instanceof HclException || problem instanceof InvalidTargetUrl) {
            error(problem.getMessage());
            return ExitCodes.MISUSE;
        } else if (problem instanceof InvalidDirectory invalid) {
            invalid.faults().forEach(fault -> error(fault.toString()));
            return ExitCodes.FAILED;
        } else if (problem instanceof IOException io) {
            error(sentence(io));
            return ExitCodes.FAILED;
        }
        return unexpected(problem);
    }

    private int unexpected(Throwable problem) {
        String words = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        error("unexpected: " + Secrets.hide(words));
        if (shell.variable("DROVER_DEBUG") != null) {
            problem.printStackTrace(shell.err());
        } else {
            shell.notice("This is a defect in drover. Please report it with the output of the same command run with"
                    + " DROVER_DEBUG=1 in the environment.");
        }
        return ExitCodes.FAILED;
    }

    private void error(String sentence) {
        shell.err().println("Error: " + Secrets.hide(sentence));
        shell.err().flush();
    }

    private static String sentence(IOException problem) {
        if (problem instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist.";
        } else if (problem instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied.";
        }
        return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }
}
