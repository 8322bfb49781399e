package io.drover.registry.directory;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;

/** A named series of migrations. Its row is what pushes take turns on; it numbers versions and events without gaps. */
@Entity
@Table(name = "directories")
public class Directory extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String name;

    /** Sequence of the newest version, which is also how many there are. */
    public int latest;

    @Column(name = "event_sequence")
    public long eventSequence;

    /**
     * The directory, its row locked until the transaction ends. When it is new, of several pushes at once one makes the
     * row and the others wait for it; a push that fails takes the row away with it.
     */
    static Directory lock(String name) {
        return locked(name).orElseGet(() -> {
            getEntityManager()
                    .createNativeQuery("INSERT INTO directories (name) VALUES (?1) ON CONFLICT (name) DO NOTHING")
                    .setParameter(1, name)
                    .executeUpdate();
            return locked(name).orElseThrow();
        });
    }

    /** The directory, which is there, its row locked until the transaction ends. */
    static Directory lock(long id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** All directories. */
    static List<Long> ids() {
        return find("SELECT d.id FROM Directory d ORDER BY d.id")
                .project(Long.class)
                .list();
    }

    private static Optional<Directory> locked(String name) {
        return find("name", name).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}
