package io.drover.agent.apply;

import io.drover.contracts.RunError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What is said of a bug, so that one odd command never stops the agent: the event names the kind of error only, the log
 * has the rest, with secrets taken out.
 */
final class UnexpectedFailure {
    private static final Logger LOG = Logger.getLogger(UnexpectedFailure.class);

    private UnexpectedFailure() {}

    /** All there is to know of a failure; may hold secrets. */
    static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    /** While it is not known what the secrets are, the words of the failure stay out of the log: only its place is told. */
    static String place(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .map(frame -> "\tat " + frame)
                .collect(Collectors.joining("\n", failure.getClass().getName() + "\n", ""));
    }

    /** Logs it and returns what the event says. */
    static RunError log(RunAnswer answer, Throwable failure, String trace) {
        LOG.errorf(
                "A run met an unexpected error: deploymentId=%d run=%d targetId=%d%n%s",
                answer.ref().deployment(), answer.ref().run(), answer.ref().target(), trace);
        String message = "the agent " + answer.agent() + " met an unexpected error: "
                + failure.getClass().getSimpleName();
        String hint = "look for run=" + answer.ref().run() + " in the log of that agent";
        return RunError.of("agent-error", message, hint);
    }
}
