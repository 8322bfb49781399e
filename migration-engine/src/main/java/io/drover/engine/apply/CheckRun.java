package io.drover.engine.apply;

import io.drover.engine.split.Statement;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks the checks of a file before its first statement. They are asked where the file is executed: in its transaction,
 * where it has one, so that nothing can come between answer and migration that the transaction keeps out.
 *
 * <p>A kill is harmless: asking changes nothing. A file of which an earlier attempt has applied a part is not checked again,
 * as its checks speak of the database before it.
 */
final class CheckRun {

    private final FileRun run;
    private final Session session;
    private final Consumer<EngineEvent> events;

    private CheckRun(FileRun run, Session session, Consumer<EngineEvent> events) {
        this.run = run;
        this.session = session;
        this.events = events;
    }

    /**
     * One question.
     *
     * @param fault null when it was answered with true, else how the sentence about it ends
     * @param error why it could not be asked, null when it could
     */
    private record Answer(String text, String fault, DatabaseError error) {}

    /** Why the file is not to be executed; null when all its checks hold, or it has none. */
    static Problem of(FileRun run, Session session, TargetUrl target, Consumer<EngineEvent> events) {
        if (run.plan().checks().isEmpty() || run.plan().skipped() > 0) {
            return null;
        }
        try (CheckPhase phase = session.checkPhase()) {
            return new CheckRun(run, session, events).ask(phase);
        } catch (SQLException e) {
            return Sessions.problem(target, session.error(e), true);
        }
    }

    private Problem ask(CheckPhase phase) throws SQLException {
        for (FileCheck check : run.plan().checks()) {
            long started = System.nanoTime();
            List<Answer> answers = answers(check, phase);
            Problem failed = judge(check, answers, Duration.ofNanos(System.nanoTime() - started));
            if (failed != null) {
                return failed;
            }
        }
        return null;
    }

    /** All of them, up to one that cannot be asked: that one is wrong itself, whatever the others say. */
    private List<Answer> answers(FileCheck check, CheckPhase phase) throws SQLException {
        List<Answer> answers = new ArrayList<>();
        for (Statement statement : check.statements()) {
            try {
                answers.add(new Answer(statement.text(), phase.ask(statement.text()), null));
            } catch (SQLException e) {
                DatabaseError error = session.error(e);
                if (error.lost()) {
                    throw e;
                }
                answers.add(new Answer(statement.text(), "failed: " + error.message(), error));
                return answers;
            }
        }
        return answers;
    }

    private Problem judge(FileCheck check, List<Answer> answers, Duration duration) {
        List<Answer> faulty =
                answers.stream().filter(answer -> answer.fault() != null).toList();
        Answer last = answers.get(answers.size() - 1);
        boolean enough = check.oneOf() ? faulty.size() < answers.size() : faulty.isEmpty();
        String failure = enough && last.error() == null ? null : sentence(check, faulty);
        CheckResult result = new CheckResult(
                check.name(),
                answers.stream()
                        .map(answer -> new CheckResult.Assertion(answer.text(), answer.fault() == null))
                        .toList(),
                failure,
                duration);
        FilePlan plan = run.plan();
        run.add(result);
        events.accept(new EngineEvent.CheckDone(plan.fileName(), plan.version(), result));
        return failure == null
                ? null
                : new Problem.CheckFailed(
                        plan.fileName(),
                        plan.version(),
                        check.name(),
                        faulty.get(faulty.size() - 1).text(),
                        failure,
                        last.error() == null ? null : last.error().sqlState());
    }

    private static String sentence(FileCheck check, List<Answer> faulty) {
        Answer last = faulty.get(faulty.size() - 1);
        return faulty.size() + " of " + check.statements().size() + " assertions failed: check assertion "
                + GoQuote.quote(last.text()) + " " + last.fault();
    }
}
