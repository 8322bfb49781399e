package io.drover.status.projection;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DirectoryPushed;
import io.drover.contracts.Event;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunRef;
import io.drover.contracts.TargetEvent;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Writes one batch into all views in one transaction.
 *
 * <p>Nothing is added up from events. Each event is kept as a fact that only a better fact replaces (a higher sequence, a
 * later attempt, a stronger word for the same attempt), and the views of runs and databases are computed again from the
 * facts of the keys that were touched. So a repeated, late or interleaved event changes nothing or leads to the same rows,
 * and a kill at any instruction costs no more than the transaction. The counters follow the rows in the same statement.
 *
 * <p>One writer at a time, over all replicas: batches cannot lose each other's updates, nor lock each other out. A replica
 * that freezes within its transaction loses it: the server ends a session that idles in one.
 */
@ApplicationScoped
class Projection {
    private final Sql sql;
    private final DirectoryProjector directories;
    private final TargetProjector targets;
    private final DeploymentProjector deployments;
    private final RunProjector runs;
    private final InspectionProjector inspections;
    private final AgentProjector agents;
    private final DatabaseProjector databases;
    private final ChangeProjector changes;
    private final Progress progress;

    Projection(
            Sql sql,
            DirectoryProjector directories,
            TargetProjector targets,
            DeploymentProjector deployments,
            RunProjector runs,
            InspectionProjector inspections,
            AgentProjector agents,
            DatabaseProjector databases,
            ChangeProjector changes,
            Progress progress) {
        this.sql = sql;
        this.directories = directories;
        this.targets = targets;
        this.deployments = deployments;
        this.runs = runs;
        this.inspections = inspections;
        this.agents = agents;
        this.databases = databases;
        this.changes = changes;
        this.progress = progress;
    }

    @Transactional
    void project(Batch batch) {
        sql.list(WriterLock.OF_THESE_VIEWS, row -> row.getObject(1));
        Touched touched = new Touched();
        directories.project(only(DirectoryPushed.class, batch), touched);
        targets.project(only(TargetEvent.class, batch), touched);
        deployments.project(only(DeploymentEvent.class, batch), touched);
        runs.project(batch.events().stream().filter(Projection::isOfRuns).toList(), touched);
        inspections.project(only(RunInspected.class, batch), touched);
        agents.project(only(AgentBeat.class, batch), touched);
        databases.refresh(touched);
        changes.write(touched);
        progress.write(batch.reached(), batch.partsIn());
    }

    private static boolean isOfRuns(Event event) {
        boolean inspects = event instanceof RunEvent said
                && (event instanceof RunInspected || said.ref().run() == RunRef.NO_RUN);
        return (event instanceof RunEvent && !inspects) || event instanceof DeploymentEvent;
    }

    private static <T extends Event> List<T> only(Class<T> type, Batch batch) {
        return batch.events().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
