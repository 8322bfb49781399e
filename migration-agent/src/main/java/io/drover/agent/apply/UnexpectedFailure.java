package io.drover.agent.apply;

import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The ending of a run that met a bug: settled as FAILED, so that one odd command never stops the agent. The event names
 * the kind of error only; the log has the rest, with secrets taken out.
 */
final class UnexpectedFailure {
    private static final Logger LOG = Logger.getLogger(UnexpectedFailure.class);

    private UnexpectedFailure() {}

    static RunFinished settle(RunAnswer answer, Throwable failure, UnaryOperator<String> hide) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return settle(answer, failure, hide.apply(trace.toString()));
    }

    /** While it is not known what the secrets are, the words of the failure stay out of the log: only its place is told. */
    static RunFinished settle(RunAnswer answer, Throwable failure) {
        String place = Stream.of(failure.getStackTrace())
                .map(frame -> "\tat " + frame)
                .collect(Collectors.joining("\n", failure.getClass().getName() + "\n", ""));
        return settle(answer, failure, place);
    }

    private static RunFinished settle(RunAnswer answer, Throwable failure, String trace) {
        LOG.errorf(
                "A run met an unexpected error: deploymentId=%d run=%d targetId=%d%n%s",
                answer.ref().deployment(), answer.ref().run(), answer.ref().target(), trace);
        String message = "the agent " + answer.agent() + " met an unexpected error: "
                + failure.getClass().getSimpleName();
        String hint = "look for run=" + answer.ref().run() + " in the log of that agent";
        return answer.failed(RunError.of("agent-error", message, hint));
    }
}
