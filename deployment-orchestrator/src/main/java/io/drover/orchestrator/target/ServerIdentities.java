package io.drover.orchestrator.target;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What databases say of themselves (P4): two targets whose databases say the same are one database under two URLs. The
 * later one is flagged, for people to remove one of them. Costs nothing when an identity is told that is known.
 */
@ApplicationScoped
public class ServerIdentities {
    private final Database database;
    private final TargetEvents events;

    ServerIdentities(Database database, TargetEvents events) {
        this.database = database;
        this.events = events;
    }

    /** Takes in what agents were told by the databases; may be called again with the same events. */
    @Transactional
    public void told(Collection<? extends RunEvent> said) {
        Map<Long, String> told = new TreeMap<>();
        said.forEach(event -> {
            String identity = identity(event);
            if (identity != null) {
                told.put(event.ref().target(), identity);
            }
        });
        if (told.isEmpty()) {
            return;
        }
        List<String> changed = database.query(
                """
                WITH told AS (
                    SELECT t.id, n.identity FROM target t
                    JOIN unnest(?::bigint[], ?::text[]) AS n (id, identity) ON n.id = t.id
                    WHERE t.server_identity IS DISTINCT FROM n.identity ORDER BY t.id FOR UPDATE OF t)
                UPDATE target t SET server_identity = told.identity FROM told WHERE t.id = told.id
                RETURNING t.server_identity""",
                row -> row.getString(1),
                told.keySet().toArray(Long[]::new),
                told.values().toArray(String[]::new));
        if (!changed.isEmpty()) {
            flag(changed);
        }
    }

    /** The first target with an identity is the original of all others that keep their history in the same place. */
    private void flag(List<String> identities) {
        List<TargetRow> flagged = database.query(
                """
                WITH original AS (
                    SELECT t.id, (SELECT min(o.id) FROM target o
                        WHERE o.server_identity = t.server_identity AND o.lifecycle = 'ACTIVE' AND o.id < t.id
                          AND o.revisions_schema IS NOT DISTINCT FROM t.revisions_schema) AS original
                    FROM target t WHERE t.server_identity = ANY (?) AND t.lifecycle = 'ACTIVE' ORDER BY t.id)
                UPDATE target t SET duplicate_of = o.original, event_sequence = t.event_sequence + 1, changed_at = now()
                FROM original o WHERE t.id = o.id AND t.duplicate_of IS DISTINCT FROM o.original
                RETURNING """ + " " + TargetRow.COLUMNS, TargetRow::of, (Object) identities.toArray(String[]::new));
        events.changed(flagged);
    }

    private static String identity(RunEvent event) {
        if (event instanceof RunFinished finished) {
            return finished.serverIdentity();
        }
        return event instanceof RunInspected inspected ? inspected.serverIdentity() : null;
    }
}
