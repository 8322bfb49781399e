package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The order to bring targets to one version of a directory. Its row is the lock under which it is decided (P18). */
@Entity
public class Deployment extends PanacheEntityBase {
    @Id
    public long id;

    public String directory;
    public int sequence;
    public String digest;

    @Column(name = "to_migration")
    public String toMigration;

    public String env;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    public DeploymentState state;

    public String reason;

    @Column(name = "max_parallel")
    public int maxParallel;

    @Column(name = "max_failures")
    public Integer maxFailures;

    /** Runs in flight on one database server, over all deployments. */
    @Column(name = "per_server")
    public int perServer;

    /** Silence after which a run counts as lost. */
    @Column(name = "lost_after_ms")
    public long lostAfterMs;

    /** Whether it skips what earlier deployments have not begun on its targets. */
    public boolean supersede;

    /** P20: raised by each pause and cancel; a command of a lower one does not begin. */
    public long epoch;

    /** Who has paused it; null unless PAUSED. */
    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    @Column(name = "pause_cause")
    public PauseCause pauseCause;

    /** True while the control topic holds a record of it. */
    @Column(name = "control_open")
    public boolean controlOpen;

    /** Failures that were there at the last retry: the budget is for what comes after it. */
    public int forgiven;

    /** JSON of {@link io.drover.contracts.AgentCommand.Options}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String options;

    /** The request without defaults and secrets, JSON. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String request;

    @Column(name = "created_by")
    public String createdBy;

    /** W3C trace parent of the order: what is done for it belongs to that trace. Null for none. */
    public String traceparent;

    @Column(name = "event_sequence")
    public long eventSequence;

    @Embedded
    public Tally tally = new Tally();

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "finished_at")
    public Instant finishedAt;

    /** The number of its next event; consumers drop what is below the highest they have seen. */
    public long nextEvent() {
        return ++eventSequence;
    }

    public Budget budget() {
        return new Budget(maxFailures, forgiven);
    }
}
