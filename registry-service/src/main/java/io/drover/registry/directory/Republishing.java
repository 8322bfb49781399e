package io.drover.registry.directory;

import io.drover.contracts.DirectoryPushed;
import io.drover.contracts.Topics;
import io.drover.kit.outbox.OutboxEmitter;
import io.drover.registry.content.ContentFile;
import io.drover.registry.content.ContentStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * P16: tells of every version again, for a topic that has lost its beginning. Each event carries the number under which
 * it was told first, the newest version's that of its directory, with the tags as they are: a reader that knows more
 * drops it, and who begins anew ends with the newest. So it may be done at any time, twice, or be killed half-way.
 *
 * <p>A few versions are one transaction, under the lock of their directory's row: pushes get their turn in between, and
 * what is held in memory does not grow with the number of versions. Thread-safe.
 */
@ApplicationScoped
class Republishing {
    private static final Logger LOG = Logger.getLogger(Republishing.class);
    private static final int VERSIONS_IN_A_TRANSACTION = 200;
    /** Held in memory at once: an event has at most 256 KiB. */
    private static final int VERSIONS_AT_ONCE = 20;

    private final ContentStore contents;
    private final OutboxEmitter outbox;

    Republishing(ContentStore contents, OutboxEmitter outbox) {
        this.contents = contents;
        this.outbox = outbox;
    }

    /** How much was told again. */
    public record Republished(int directories, long versions) {}

    /** Puts an event for every version of every directory into the outbox; returns when all are there. */
    Republished all() {
        List<Long> directories = QuarkusTransaction.requiringNew().call(Directory::ids);
        long versions = 0;
        for (Long directory : directories) {
            versions += all(directory);
        }
        LOG.infof("Everything is told again: directories=%d versions=%d", directories.size(), versions);
        return new Republished(directories.size(), versions);
    }

    private long all(long directory) {
        int told = 0;
        while (true) {
            int from = told + 1;
            int now = QuarkusTransaction.requiringNew().call(() -> some(directory, from));
            if (now == 0) {
                return told;
            }
            told += now;
        }
    }

    /** Tells of the versions from a sequence on, which have no gaps; 0 when there is none any more. */
    private int some(long id, int from) {
        Directory directory = Directory.lock(id);
        List<DirectoryTag> tags = DirectoryTag.of(List.of(id));
        List<DirectoryVersion> versions = DirectoryVersion.from(directory, from, VERSIONS_IN_A_TRANSACTION);
        for (int first = 0; first < versions.size(); first += VERSIONS_AT_ONCE) {
            int end = Math.min(versions.size(), first + VERSIONS_AT_ONCE);
            tell(directory, versions.subList(first, end), tags);
        }
        return versions.size();
    }

    private void tell(Directory directory, List<DirectoryVersion> versions, List<DirectoryTag> tags) {
        Map<String, List<ContentFile>> files = contents.lastFiles(
                versions.stream().map(version -> version.digest).toList(), DirectoryPushed.MAX_FILES);
        outbox.sendAll(versions.stream()
                .map(version -> entry(directory, version, files.getOrDefault(version.digest, List.of()), tags))
                .toList());
    }

    private static OutboxEmitter.Entry entry(
            Directory directory, DirectoryVersion version, List<ContentFile> files, List<DirectoryTag> tags) {
        long sequence = sequenceOf(directory, version);
        DirectoryPushed event = DirectoryPushedEvent.of(directory, sequence, version, files, tags);
        return new OutboxEmitter.Entry(Topics.DIRECTORY_EVENTS, directory.name, sequence, event);
    }

    /** Rises with the versions, and is never higher than that of the event which told of the version first. */
    static long sequenceOf(Directory directory, DirectoryVersion version) {
        if (version.sequence == directory.latest) {
            return directory.eventSequence;
        }
        return version.eventSequence == null ? version.sequence : version.eventSequence;
    }
}
