package io.drover.registry.directory;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A name that points to one version of a directory until a push moves it. */
@Entity
@Table(name = "tags")
public class DirectoryTag extends PanacheEntityBase {
    /** Most tags of one directory: each event names all of them. */
    static final int MAX_PER_DIRECTORY = 1_000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Column(name = "directory_id")
    public Long directoryId;

    public String name;
    public int sequence;

    /**
     * Points the names to a version.
     *
     * @return how many pointed elsewhere or nowhere before
     */
    static int move(Directory directory, List<String> names, int sequence) {
        if (names.isEmpty()) {
            return 0;
        }
        return getEntityManager()
                .createNativeQuery("""
                        INSERT INTO tags (directory_id, name, sequence)
                        SELECT ?1, name, ?2 FROM unnest(?3) AS name
                        ON CONFLICT (directory_id, name) DO UPDATE SET sequence = excluded.sequence
                            WHERE tags.sequence <> excluded.sequence""")
                .setParameter(1, directory.id)
                .setParameter(2, sequence)
                .setParameter(3, names.toArray(String[]::new))
                .executeUpdate();
    }

    static List<DirectoryTag> of(Collection<Long> directoryIds) {
        return list("directoryId IN ?1 ORDER BY name", directoryIds);
    }

    static Optional<DirectoryTag> find(Long directoryId, String name) {
        return find("directoryId = ?1 AND name = ?2", directoryId, name).firstResultOptional();
    }
}
