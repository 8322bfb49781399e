package io.drover.registry.directory;

import io.drover.contracts.DirectoryPushed.PushContext;
import io.drover.registry.content.Content;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An immutable snapshot of a directory. The files belong to its content, which several versions may share. */
@Entity
@Table(name = "versions")
public class DirectoryVersion extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "directory_id")
    public Directory directory;

    public int sequence;
    public String digest;
    public String h1;

    /** Number of the event that told of it first; null for versions of a time when that was not kept. */
    @Column(name = "event_sequence")
    public Long eventSequence;

    @Column(name = "file_count")
    public int fileCount;

    @Column(name = "last_migration")
    public String lastMigration;

    @Column(name = "pushed_at")
    public Instant pushedAt;

    @Column(name = "pushed_by")
    public String pushedBy;

    public String repo;
    public String branch;

    @Column(name = "commit_id")
    public String commit;

    @Column(name = "link")
    public String url;

    @Column(name = "user_name")
    public String user;

    static DirectoryVersion of(Directory directory, Content content, PushContext context, Instant now) {
        DirectoryVersion version = new DirectoryVersion();
        version.directory = directory;
        version.sequence = directory.latest + 1;
        version.eventSequence = directory.eventSequence + 1;
        version.digest = content.digest();
        version.h1 = content.h1();
        version.fileCount = content.files().size();
        version.lastMigration = content.lastMigration();
        version.pushedAt = now;
        version.pushedBy = "anonymous";
        if (context != null) {
            version.repo = context.repo();
            version.branch = context.branch();
            version.commit = context.commit();
            version.url = context.url();
            version.user = context.user();
        }
        return version;
    }

    static Optional<DirectoryVersion> find(String directory, long sequence) {
        return find(
                        "FROM DirectoryVersion v JOIN FETCH v.directory d WHERE d.name = ?1 AND v.sequence = ?2",
                        directory,
                        (int) Math.min(sequence, Integer.MAX_VALUE))
                .firstResultOptional();
    }

    static Optional<DirectoryVersion> newest(Directory directory) {
        return find("directory = ?1 AND sequence = ?2", directory, directory.latest)
                .firstResultOptional();
    }

    /** The versions of a directory from a sequence on, in order, not more than {@code most}. */
    static List<DirectoryVersion> from(Directory directory, int sequence, int most) {
        return find("directory = ?1 AND sequence >= ?2 ORDER BY sequence", directory, sequence)
                .page(0, most)
                .list();
    }

    /** Where it was pushed from, null when nothing was told. */
    PushContext context() {
        if (repo == null && branch == null && commit == null && url == null && user == null) {
            return null;
        }
        return new PushContext(repo, branch, commit, url, user);
    }
}
