package io.drover.status.projection;

import io.drover.contracts.RunState;
import io.drover.status.Json;
import io.drover.status.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables {@code run} and {@code attempt}, read and written for many runs at once. */
final class RunStore {
    private static final String RUN_COLUMNS = "id bigint, deployment bigint, target bigint, run_seq bigint,"
            + " directory text, digest text, target_name text, wave text, position int, planned_attempt int,"
            + " live_attempt int, live_state text, live_at timestamptz, agent text, attempt int, state text, reason text,"
            + " told_attempt int, told_sequence bigint, told_state text, told_reason text, told_at timestamptz,"
            + " live_epoch bigint, fingerprint text, failed_at timestamptz";

    private final Sql sql;

    RunStore(Sql sql) {
        this.sql = sql;
    }

    /** Fills stories with what is stored of them. */
    void recall(Map<Long, RunStory> stories) {
        Object ids = stories.keySet().toArray(Long[]::new);
        sql.list(
                "SELECT * FROM run WHERE id = ANY (?)",
                row -> {
                    stories.get(row.getLong("id"))
                            .recall(new RunStory.RunRow(
                                    row.getLong("id"),
                                    row.getLong("deployment"),
                                    row.getLong("target"),
                                    row.getLong("run_seq"),
                                    row.getString("directory"),
                                    row.getString("digest"),
                                    row.getString("target_name"),
                                    row.getString("wave"),
                                    row.getObject("position", Integer.class),
                                    row.getInt("planned_attempt"),
                                    row.getInt("live_attempt"),
                                    row.getString("live_state"),
                                    Sql.instant(row, "live_at"),
                                    row.getString("agent"),
                                    row.getInt("attempt"),
                                    row.getString("state"),
                                    row.getString("reason"),
                                    row.getInt("told_attempt"),
                                    row.getLong("told_sequence"),
                                    row.getString("told_state"),
                                    row.getString("told_reason"),
                                    Sql.instant(row, "told_at"),
                                    row.getLong("live_epoch"),
                                    row.getString("fingerprint"),
                                    Sql.instant(row, "failed_at")));
                    return null;
                },
                ids);
        sql.list(
                "SELECT run, attempt, state, reason, by_agent, finished_at, fingerprint FROM attempt WHERE run = ANY (?)",
                row -> {
                    Word word = new Word(
                            RunState.valueOf(row.getString("state")),
                            row.getString("reason"),
                            row.getBoolean("by_agent"),
                            Sql.instant(row, "finished_at"),
                            row.getString("fingerprint"));
                    stories.get(row.getLong("run")).recall(row.getInt("attempt"), word);
                    return null;
                },
                ids);
    }

    /** Stores what changed. */
    void write(Collection<RunStory> stories) {
        sql.update(
                "INSERT INTO run AS r SELECT x.* FROM jsonb_to_recordset(?::jsonb) AS x(" + RUN_COLUMNS + ")" + """
                 ON CONFLICT (id) DO UPDATE SET
                    run_seq = excluded.run_seq, directory = excluded.directory, digest = excluded.digest,
                    target_name = excluded.target_name, wave = excluded.wave, position = excluded.position,
                    planned_attempt = excluded.planned_attempt, live_attempt = excluded.live_attempt,
                    live_state = excluded.live_state, live_at = excluded.live_at, agent = excluded.agent,
                    attempt = excluded.attempt, state = excluded.state, reason = excluded.reason,
                    told_attempt = excluded.told_attempt, told_sequence = excluded.told_sequence,
                    told_state = excluded.told_state, told_reason = excluded.told_reason, told_at = excluded.told_at,
                    live_epoch = excluded.live_epoch, fingerprint = excluded.fingerprint,
                    failed_at = excluded.failed_at
                WHERE (r.*) IS DISTINCT FROM (excluded.*)
                """,
                Json.rows(stories.stream().map(RunStory::row).toList()));
        writeErrors(stories.stream().flatMap(story -> story.errors().stream()).collect(Collectors.toSet()));
        writeWords(stories.stream()
                .flatMap(story -> story.changedAttempts().stream())
                .toList());
        nameDirectories(stories);
    }

    /** An attempt may be settled by who does not know its directory; it is that of its run, whenever that is heard. */
    private void nameDirectories(Collection<RunStory> stories) {
        sql.update("""
                UPDATE attempt AS a SET directory = r.directory FROM run r
                WHERE a.run = ANY (?) AND r.id = a.run AND a.directory IS NULL AND r.directory IS NOT NULL
                """, (Object) stories.stream().map(story -> story.id).toArray(Long[]::new));
    }

    private void writeErrors(Collection<ErrorKind> errors) {
        if (!errors.isEmpty()) {
            sql.update(
                    "INSERT INTO error_kind SELECT x.* FROM jsonb_to_recordset(?::jsonb)"
                            + " AS x(fingerprint text, code text, message text) ON CONFLICT (fingerprint) DO NOTHING",
                    Json.rows(errors));
        }
    }

    private void writeWords(List<AttemptRow> words) {
        if (words.isEmpty()) {
            return;
        }
        sql.update("""
                INSERT INTO attempt AS a
                    (run, attempt, deployment, target, directory, run_seq, state, reason, by_agent, agent, digest,
                     from_version, to_version, current_version, files, error, started_at, finished_at, fingerprint)
                SELECT run, attempt, deployment, target, directory, run_seq, state, reason, by_agent, agent,
                    digest, from_version, to_version, current_version, files, error, started_at, finished_at, fingerprint
                FROM jsonb_to_recordset(?::jsonb) AS x(run bigint, attempt int, deployment bigint, target bigint,
                    directory text, run_seq bigint, state text, reason text, by_agent boolean, agent text, digest text,
                    from_version text, to_version text, current_version text, files jsonb, error jsonb,
                    started_at timestamptz, finished_at timestamptz, fingerprint text)
                ON CONFLICT (run, attempt) DO UPDATE SET
                    directory = coalesce(excluded.directory, a.directory), run_seq = excluded.run_seq,
                    state = excluded.state, reason = excluded.reason, by_agent = excluded.by_agent,
                    agent = excluded.agent, digest = excluded.digest, from_version = excluded.from_version,
                    to_version = excluded.to_version, current_version = excluded.current_version,
                    files = excluded.files, error = excluded.error, started_at = excluded.started_at,
                    finished_at = excluded.finished_at, fingerprint = excluded.fingerprint
                """, Json.rows(words));
    }
}
