package io.drover.status.projection;

import io.drover.status.DirectViews;
import io.drover.status.Sql;
import jakarta.enterprise.inject.Vetoed;

/** A projection without the service around it, and no bean of it. */
@Vetoed
class Projections extends Projection {
    private final Runnable commit;
    private final Runnable rollBack;

    private Projections(
            Sql sql,
            Knowledge knowledge,
            RevisionProjector revisions,
            Progress progress,
            Runnable commit,
            Runnable rollBack) {
        super(
                sql,
                new DirectoryProjector(sql),
                new TargetProjector(sql),
                new DeploymentProjector(sql),
                new RunProjector(sql, knowledge, revisions),
                new InspectionProjector(sql, knowledge, revisions),
                new AgentProjector(sql),
                new DatabaseProjector(sql),
                new ChangeProjector(sql),
                progress);
        this.commit = commit;
        this.rollBack = rollBack;
    }

    /** The caller keeps the transactions. */
    static Projection over(Sql sql) {
        return of(sql, new Progress(sql), () -> {}, () -> {});
    }

    /** Every batch is a transaction, as in the service. */
    static Projection committing(DirectViews views, Progress progress) {
        return of(views.sql(), progress, views::commit, views::rollBack);
    }

    /** What is run when a batch is written, and whenever it is over. */
    static Projection of(Sql sql, Progress progress, Runnable commit, Runnable rollBack) {
        return new Projections(sql, new Knowledge(sql), new RevisionProjector(sql), progress, commit, rollBack);
    }

    @Override
    void project(Batch batch) {
        try {
            super.project(batch);
            commit.run();
        } finally {
            rollBack.run();
        }
    }
}
