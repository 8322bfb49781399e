package io.drover.status.query;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The newest beat of an agent, as projected. */
@Entity
@Immutable
public class Agent extends PanacheEntityBase {
    /** An agent that has been silent for longer is taken for dead. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    @Id
    public String id;

    public String pool;

    @Column(name = "host_id")
    public String hostId;

    public String version;
    public int slots;
    public int held;
    public int waiting;
    public boolean leaving;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "beat_at")
    public Instant beatAt;

    static long countAlive(Instant now) {
        return count("leaving = false and beatAt > ?1", now.minus(SILENCE));
    }

    boolean isAlive(Instant now) {
        return !leaving && beatAt.isAfter(now.minus(SILENCE));
    }
}
