package io.drover.status.query;

import io.drover.kit.select.LabelSelector;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds out whether chosen databases have a migration. */
@ApplicationScoped
class Readiness {
    private final Sql sql;
    private final StandingStore standings;
    private final MigrationStore migrations;

    Readiness(Sql sql, StandingStore standings, MigrationStore migrations) {
        this.sql = sql;
        this.standings = standings;
        this.migrations = migrations;
    }

    /** What is waited for. {@code selector} is null for all databases of the directory. */
    record Question(String directory, String version, String selector) {}

    /**
     * True when there are such databases and none lacks the version. One that is no migration of the directory is reached
     * by what is at a later one. That there is none is no yes: a gate must not open because a name is misspelt.
     */
    boolean reached(Question question) {
        Optional<MigrationStore.Migration> known = migrations.find(question.directory(), question.version());
        if (known.isPresent() && question.selector() == null) {
            MigrationView.Counts counts = migrations.count(known.get());
            return counts.applied() > 0 && counts.pending() == 0 && counts.failed() == 0;
        }
        Where chosen = chosen(question);
        Where lacking = chosen.copy();
        known.ifPresentOrElse(
                migration -> lacking.and(
                        "NOT d.complete && ? AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.target = d.target"
                                + " AND r.directory = d.directory AND r.version = ? AND r.applied >= r.total)",
                        migration.digests().toArray(String[]::new),
                        migration.version()),
                () -> lacking.and("(d.current_version IS NULL OR d.current_version < ?)", question.version()));
        return !exists(lacking) && exists(chosen);
    }

    DatabaseView.Counts count(Question question) {
        LabelSelector selector = question.selector() == null ? null : LabelSelector.parse(question.selector());
        return StandingStore.counts(standings.of(question.directory(), null, selector));
    }

    private boolean exists(Where where) {
        return sql.first(
                        "SELECT 1 FROM database d" + where + "LIMIT 1",
                        row -> true,
                        where.values().toArray())
                .isPresent();
    }

    private static Where chosen(Question question) {
        Where where = new Where("d.shown").and("d.directory = ?", question.directory());
        if (question.selector() != null) {
            where.and(LabelSelector.parse(question.selector()));
        }
        return where;
    }
}
