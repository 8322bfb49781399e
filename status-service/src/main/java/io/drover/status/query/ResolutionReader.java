package io.drover.status.query;

import io.drover.contracts.Resolution.Outcome;
import io.drover.contracts.Resolution.State;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads what people said became of ambiguous statements. */
@ApplicationScoped
class ResolutionReader {
    private final Sql sql;

    ResolutionReader(Sql sql) {
        this.sql = sql;
    }

    /** Of one run, the earliest first. */
    List<DeploymentView.ResolutionView> of(long run) {
        return sql.list("SELECT * FROM resolution WHERE run = ? ORDER BY id", ResolutionReader::view, run);
    }

    private static DeploymentView.ResolutionView view(ResultSet row) throws SQLException {
        return new DeploymentView.ResolutionView(
                row.getLong("id"),
                row.getInt("attempt"),
                row.getString("version"),
                row.getInt("statement"),
                Outcome.valueOf(row.getString("outcome")),
                State.valueOf(row.getString("state")),
                row.getString("said_by"),
                row.getString("detail"),
                Sql.instant(row, "requested_at"),
                Sql.instant(row, "changed_at"),
                text(row));
    }

    private static String text(ResultSet row) throws SQLException {
        boolean ran = Outcome.valueOf(row.getString("outcome")) == Outcome.RAN;
        String end = switch (State.valueOf(row.getString("state"))) {
            case REQUESTED -> "; the target is not told yet";
            case RESOLVED -> "; resolved";
            case REFUSED -> "; refused: " + row.getString("detail");
        };
        return Sql.instant(row, "requested_at") + " " + row.getString("said_by") + ": statement "
                + row.getInt("statement") + " of version " + row.getString("version")
                + (ran ? " ran" : " did not run") + end;
    }
}
