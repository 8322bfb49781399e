package io.drover.status.projection;

import io.drover.contracts.DeploymentChanged;
import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.Resolution;
import io.drover.contracts.ResolutionChanged;
import io.drover.contracts.WaveOpened;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Keeps deployments: what was asked, and the state told by the event with the highest aggregate sequence. */
@ApplicationScoped
class DeploymentProjector {
    private final Sql sql;

    DeploymentProjector(Sql sql) {
        this.sql = sql;
    }

    void project(List<DeploymentEvent> events, Touched touched) {
        for (DeploymentEvent event : events) {
            touched.deployment(event.deployment());
            if (event instanceof DeploymentCreated created) {
                created(created, touched);
            } else if (event instanceof WaveOpened opened) {
                opened(opened);
            } else if (event instanceof DeploymentChanged changed) {
                changed(changed);
            } else if (event instanceof DeploymentFinished finished) {
                finished(finished);
            } else if (event instanceof ResolutionChanged said) {
                said(said);
            }
        }
    }

    private void created(DeploymentCreated created, Touched touched) {
        sql.update(
                """
                INSERT INTO deployment AS d
                    (id, state, state_sequence, created_sequence, directory, sequence, digest, to_migration, env, total,
                     max_parallel, max_failures, request, trigger_type, trigger_version, created_by, created_at,
                     history_cut)
                VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET created_sequence = excluded.created_sequence,
                    directory = excluded.directory, sequence = excluded.sequence, digest = excluded.digest,
                    to_migration = excluded.to_migration, env = excluded.env, total = excluded.total,
                    max_parallel = excluded.max_parallel, max_failures = excluded.max_failures,
                    request = excluded.request, trigger_type = excluded.trigger_type,
                    trigger_version = excluded.trigger_version, created_by = excluded.created_by,
                    created_at = excluded.created_at,
                    history_cut = excluded.history_cut AND (d.created_at IS NULL OR d.history_cut)
                WHERE d.created_at IS NULL OR excluded.created_sequence > d.created_sequence
                """,
                created.deployment(),
                DeploymentState.PLANNED.name(),
                created.aggregateSequence(),
                created.directory(),
                created.sequence(),
                created.digest(),
                created.toMigration(),
                created.env(),
                created.total(),
                created.maxParallel(),
                created.maxFailures(),
                created.request(),
                created.triggerType(),
                created.triggerVersion(),
                created.createdBy(),
                created.createdAt(),
                created.republished());
        if (!created.republished()) {
            sql.update("UPDATE deployment SET history_cut = false WHERE id = ? AND history_cut", created.deployment());
        }
        sql.list(
                """
                SELECT d.target, d.directory FROM run r JOIN database d ON d.target = r.target AND d.directory = r.directory
                WHERE r.deployment = ? AND d.run = r.id AND d.env IS DISTINCT FROM ?
                """,
                row -> {
                    touched.add(row.getLong("target"), row.getString("directory"));
                    return null;
                },
                created.deployment(),
                created.env());
    }

    private void opened(WaveOpened opened) {
        told(opened, DeploymentState.RUNNING, null);
        sql.update(
                "UPDATE deployment SET started_at = least(started_at, ?) WHERE id = ?",
                opened.at(),
                opened.deployment());
    }

    private void changed(DeploymentChanged changed) {
        told(changed, changed.state(), changed.reason());
        if (changed.state() == DeploymentState.RUNNING) {
            sql.update(
                    "UPDATE deployment SET started_at = least(started_at, ?) WHERE id = ?",
                    changed.at(),
                    changed.deployment());
        }
    }

    private void finished(DeploymentFinished finished) {
        told(finished, finished.state(), finished.reason());
        sql.update(
                """
                UPDATE deployment SET finished_sequence = ?, finished_counts = ?::jsonb, finished_at = ?,
                    started_at = least(started_at, ?)
                WHERE id = ? AND finished_sequence < ?
                """,
                finished.aggregateSequence(),
                Json.text(finished.counts()),
                finished.finishedAt(),
                finished.startedAt(),
                finished.deployment(),
                finished.aggregateSequence());
    }

    private void said(ResolutionChanged said) {
        Resolution resolution = said.resolution();
        sql.update(
                """
                INSERT INTO resolution AS r
                    (id, sequence, deployment, run, attempt, version, statement, outcome, state, said_by, detail,
                     requested_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, state = excluded.state,
                    detail = excluded.detail, changed_at = excluded.changed_at
                WHERE excluded.sequence > r.sequence
                """,
                resolution.id(),
                said.aggregateSequence(),
                said.deployment(),
                resolution.run(),
                said.attempt(),
                resolution.version(),
                resolution.statement(),
                resolution.outcome().name(),
                said.state().name(),
                said.by(),
                said.detail(),
                said.requestedAt(),
                said.at());
    }

    private void told(DeploymentEvent event, DeploymentState state, String reason) {
        sql.update("""
                INSERT INTO deployment AS d (id, state, reason, state_sequence) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    state = excluded.state, reason = excluded.reason, state_sequence = excluded.state_sequence
                WHERE excluded.state_sequence > d.state_sequence
                """, event.deployment(), state.name(), reason, event.aggregateSequence());
    }
}
