package io.drover.registry.directory;

import io.drover.contracts.Topics;
import io.drover.kit.outbox.OutboxEmitter;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.registry.content.Content;
import io.drover.registry.content.ContentFile;
import io.drover.registry.content.ContentStore;
import io.drover.registry.directory.PushRules.FileIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes pushes. Each is one transaction that first locks the directory's row: content, version, tags and the event become
 * visible together or not at all, so a kill at any instruction leaves either the old state or the new one with its event
 * waiting in the outbox. A pusher who did not get the answer pushes again and gets the same version. Thread-safe.
 */
@ApplicationScoped
public class Directories {
    private static final Logger LOG = Logger.getLogger(Directories.class);

    private final ContentStore contents;
    private final OutboxEmitter outbox;

    Directories(ContentStore contents, OutboxEmitter outbox) {
        this.contents = contents;
        this.outbox = outbox;
    }

    /**
     * Makes the pushed files the newest version, unless they are that already, and moves the tags the push names.
     *
     * @throws Problem {@code history-rewritten} or {@code out-of-order} (P3); {@code invalid-request} when the directory
     *     would have more tags than one event can name
     */
    @Transactional
    PushResult push(Push push) {
        Directory directory = Directory.lock(push.directory());
        DirectoryVersion newest = DirectoryVersion.newest(directory).orElse(null);
        boolean isNew = newest == null || !newest.digest.equals(push.content().digest());
        if (isNew) {
            refuseBrokenHistory(push, newest);
        }
        DirectoryVersion version = isNew ? add(directory, push) : newest;
        int moved = DirectoryTag.move(directory, push.options().tags(), version.sequence);
        List<DirectoryTag> tags = DirectoryTag.of(List.of(directory.id));
        refuseTooManyTags(directory, tags);
        if (isNew || moved > 0) {
            tell(directory, version, push.content(), tags);
        }
        LOG.infof(
                "%s directory=%s sequence=%d digest=%s files=%d tagsMoved=%d",
                isNew ? "A directory version was pushed" : "The newest version was pushed again",
                directory.name,
                version.sequence,
                version.digest,
                version.fileCount,
                moved);
        return new PushResult(VersionSnapshot.of(version, push.content().files(), tags), isNew);
    }

    private DirectoryVersion add(Directory directory, Push push) {
        contents.save(push.content());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        DirectoryVersion version =
                DirectoryVersion.of(directory, push.content(), push.options().context(), now);
        version.persist();
        directory.latest = version.sequence;
        version.flush();
        return version;
    }

    private void tell(Directory directory, DirectoryVersion version, Content content, List<DirectoryTag> tags) {
        directory.eventSequence++;
        outbox.send(
                Topics.DIRECTORY_EVENTS,
                directory.name,
                directory.eventSequence,
                DirectoryPushedEvent.of(directory, version, content.files(), tags));
    }

    /** Every event names all tags, so their number has an end; what this push has stored so far is rolled back. */
    private static void refuseTooManyTags(Directory directory, List<DirectoryTag> tags) {
        if (tags.size() > DirectoryTag.MAX_PER_DIRECTORY) {
            String sentence =
                    "The directory %s would have %,d tags; it may have %,d. Nothing was pushed; move tags it has."
                            .formatted(directory.name, tags.size(), DirectoryTag.MAX_PER_DIRECTORY);
            throw Problem.of(ProblemType.INVALID_REQUEST, sentence, List.of(new Fault("/tags", sentence)));
        }
    }

    private void refuseBrokenHistory(Push push, DirectoryVersion newest) {
        List<FileIdentity> before = newest == null ? List.of() : identities(contents.files(newest.digest));
        List<FileIdentity> now = identities(push.content().files());
        PushOptions options = push.options();
        PushRules.Verdict verdict = PushRules.check(before, now, options.allowRewrite(), options.allowOutOfOrder());
        if (verdict.isAllowed()) {
            return;
        }
        List<Fault> faults = new ArrayList<>(verdict.rewritten());
        faults.addAll(verdict.outOfOrder());
        boolean rewritten = !verdict.rewritten().isEmpty();
        throw Problem.of(
                rewritten ? ProblemType.HISTORY_REWRITTEN : ProblemType.OUT_OF_ORDER,
                "Compared with version %d of %s: %s. Nothing was pushed; add a new migration instead, or push with %s."
                        .formatted(newest.sequence, push.directory(), summary(faults), flags(verdict)),
                faults);
    }

    private static String summary(List<Fault> faults) {
        String first = faults.get(0).detail();
        return faults.size() == 1 ? first : first + ", and " + (faults.size() - 1) + " more";
    }

    private static String flags(PushRules.Verdict verdict) {
        String rewrite = verdict.rewritten().isEmpty() ? "" : "allowRewrite";
        String order = verdict.outOfOrder().isEmpty() ? "" : "allowOutOfOrder";
        return rewrite + (rewrite.isEmpty() || order.isEmpty() ? "" : " and ") + order;
    }

    private static List<FileIdentity> identities(List<ContentFile> files) {
        return files.stream()
                .map(file -> new FileIdentity(file.name(), file.sha256()))
                .toList();
    }
}
