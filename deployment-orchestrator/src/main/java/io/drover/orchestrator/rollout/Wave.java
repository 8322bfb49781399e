package io.drover.orchestrator.rollout;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;

/** A part of a deployment that is opened as a whole. */
@Entity
@IdClass(Wave.Key.class)
public class Wave extends PanacheEntityBase {
    @Id
    @Column(name = "deployment_id")
    public long deploymentId;

    @Id
    public int position;

    public String name;
    public String state;
    public int total;

    /** What tells one wave from another. */
    public record Key(long deploymentId, int position) implements Serializable {}
}
