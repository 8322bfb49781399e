package io.drover.benchmarks;

import io.drover.embedded.BackingServices.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Fills the views with a past that nobody has to wait for: targets, a thousand deployments, every hundredth of them to the
 * whole fleet, the others to a hundred databases, all of which went well. What is measured comes through Kafka.
 */
final class FleetTables {
    private static final String[] PAST = {"""
        CREATE TEMP TABLE tenant AS
        SELECT i, i + 1 AS id, 'tenant_' || lpad(i::text, 6, '0') AS name FROM generate_series(0, %1$d - 1) AS i
        """, """
        CREATE TEMP TABLE part AS
        SELECT d, i, d * 1000000::bigint + i AS run, greatest(1, ceil(d / 100.0))::int AS sequence,
            now() - interval '60 days' + d * interval '1 hour' + i * interval '1 ms' AS at
        FROM generate_series(1, %2$d) AS d, LATERAL (
            SELECT i FROM generate_series(0, %1$d - 1) AS i WHERE d %% 100 = 0
            UNION ALL SELECT (d * 97 + j) %% %1$d FROM generate_series(0, 99) AS j WHERE d %% 100 <> 0) AS chosen
        """, """
        INSERT INTO target (id, aggregate_sequence, name, url, kind, server, labels, pool, directory, lifecycle, changed_at)
        SELECT id, 1, name, 'postgres://db' || i %% 40 || '/' || name, 'postgres', 'db' || i %% 40 || ':5432',
            jsonb_build_object('region', (ARRAY['eu', 'us', 'ap'])[1 + i %% 3], 'tier',
                (ARRAY['free', 'free', 'silver', 'gold'])[1 + i / 3 %% 4], 'shard', (i %% 100)::text),
            'default', 'db-per-tenant', 'ACTIVE', now() - interval '70 days'
        FROM tenant
        """, """
        INSERT INTO deployment (id, directory, sequence, digest, env, total, max_parallel, request, trigger_type, created_by,
            created_at, state, state_sequence, started_at, finished_at, finished_sequence, finished_counts, created_sequence)
        SELECT d, 'db-per-tenant', min(sequence), 'content-' || min(sequence), CASE WHEN d %% 100 = 0 THEN 'prod' ELSE 'stage' END,
            count(*), 50, '{}', 'CLI', 'bench', min(at), 'SUCCEEDED', 9, min(at), max(at), 9,
            jsonb_build_object('total', count(*), 'pending', 0, 'queued', 0, 'running', 0, 'succeeded', count(*),
                'noAction', 0, 'failed', 0, 'unreachable', 0, 'unknown', 0, 'skipped', 0, 'cancelled', 0), 1
        FROM part GROUP BY d
        """, """
        INSERT INTO run (id, deployment, target, run_seq, directory, digest, target_name, wave, position, planned_attempt,
            live_attempt, live_state, live_at, agent, attempt, state)
        SELECT run, d, i + 1, d, 'db-per-tenant', 'content-' || sequence, 'tenant_' || lpad(i::text, 6, '0'), 'all', i, 1,
            1, 'RUNNING', at, 'agent-1', 1, 'SUCCEEDED'
        FROM part
        """, """
        INSERT INTO attempt (run, attempt, deployment, target, directory, run_seq, state, by_agent, agent, digest,
            from_version, to_version, current_version, files, started_at, finished_at)
        SELECT run, 1, d, i + 1, 'db-per-tenant', d, 'SUCCEEDED', true, 'agent-1', 'content-' || sequence,
            '202601' || lpad((sequence - 1)::text, 2, '0') || '000000', v, v,
            jsonb_build_array(jsonb_build_object('name', v || '_change.sql', 'version', v, 'description', 'change',
                'applied', 2, 'total', 2, 'startedAt', at, 'durationNanos', 3000000, 'statements', '[]'::jsonb)),
            at, at + interval '5 ms'
        FROM part, LATERAL (SELECT '202601' || lpad(sequence::text, 2, '0') || '000000' AS v) AS version
        """, """
        INSERT INTO revision
            (target, directory, version, description, applied, total, at, duration_nanos, deployment, run, run_seq, attempt)
        SELECT i + 1, 'db-per-tenant', '202601' || lpad(sequence::text, 2, '0') || '000000', 'change', 2, 2, at, 3000000, d,
            run, d, 1
        FROM part WHERE d %% 100 = 0
        """, """
        INSERT INTO knowledge (target, directory, digest, run_seq, attempt, complete)
        SELECT i + 1, 'db-per-tenant', 'content-' || sequence, d, 1, true FROM part WHERE d %% 100 = 0
        """, """
        INSERT INTO sighting (target, directory, seen_seq, seen_attempt, current_version)
        SELECT i + 1, 'db-per-tenant', d, 1, '20260110000000' FROM part WHERE d = %2$d
        """, """
        INSERT INTO database (target, directory, shown, failed, complete, run, told_run, told_attempt, migrated_run,
            migrated_attempt, current_version, updated_at, reported_by, name, label_set, env)
        SELECT t.id, 'db-per-tenant', true, false, ARRAY['content-10'], run, run, 1, run, 1, '20260110000000', at, 'agent',
            t.name, t.label_set, 'prod'
        FROM part JOIN target t ON t.id = i + 1 WHERE d = %2$d
        """, "DROP TABLE tenant, part"};

    private final Database database;

    FleetTables(Database database) {
        this.database = database;
    }

    void fill(Fleet fleet) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET work_mem = '256MB'");
            for (String each : PAST) {
                statement.execute(each.formatted(fleet.databases, Fleet.DEPLOYMENTS));
            }
            tidy(statement);
        }
    }

    /** What the server does by itself within minutes. */
    void tidy() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            tidy(statement);
        }
    }

    private static void tidy(Statement statement) throws SQLException {
        statement.execute("VACUUM (ANALYZE)");
    }

    Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", database.username());
        login.setProperty("password", database.password());
        login.setProperty("currentSchema", "views,public");
        return DriverManager.getConnection(database.jdbcUrl(), login);
    }
}
