package io.drover.engine.apply;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A session that held what a migration waited for. What the server does not tell this user is null.
 *
 * @param pid its process id on the server
 * @param applicationName how it calls itself
 * @param user as whom it is connected
 * @param state as PostgreSQL names it: {@code active}, {@code idle in transaction} …
 * @param queryStart when its last statement began
 * @param since when its transaction began, with which its locks end
 */
public record BlockingSession(
        int pid, String applicationName, String user, String state, Instant queryStart, Instant since) {

    static String sentence(List<BlockingSession> sessions) {
        return sessions.stream().map(BlockingSession::toString).collect(Collectors.joining("; ", "blocked by ", ""));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("pid ").append(pid);
        if (applicationName != null && !applicationName.isEmpty()) {
            text.append(" (").append(applicationName).append(')');
        }
        if (user != null) {
            text.append(" of ").append(user);
        }
        if (state != null) {
            text.append(", ").append(state);
        }
        if (queryStart != null) {
            text.append(", last statement begun ").append(queryStart);
        }
        return since == null
                ? text.toString()
                : text.append(", transaction begun ").append(since).toString();
    }
}
