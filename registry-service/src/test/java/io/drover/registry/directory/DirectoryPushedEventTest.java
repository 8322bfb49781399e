package io.drover.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.DirectoryPushed;
import io.drover.contracts.DirectoryPushed.MigrationFile;
import io.drover.kit.event.EventCodec;
import io.drover.registry.content.ContentFile;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectoryPushedEventTest {

    @Test
    void namesAllFilesOfAnOrdinaryDirectory() {
        assertThat(DirectoryPushedEvent.newest(files(3, 20), 100_000))
                .extracting(MigrationFile::version)
                .containsExactly("1000000", "1000001", "1000002");
    }

    @Test
    void namesTheNewestOfManyFiles() {
        List<MigrationFile> named = DirectoryPushedEvent.newest(files(1_500, 20), 1_000_000);

        assertThat(named).hasSize(DirectoryPushed.MAX_FILES);
        assertThat(named.get(named.size() - 1).version()).isEqualTo("1001499");
    }

    @Test
    void staysBelowTheLimitOfARecordWithTheLongestNamesThereAre() {
        byte[] record = EventCodec.write(event(version(), List.of()));

        assertThat(record.length).isBetween(200 * 1024, 240 * 1024);
    }

    @Test
    void staysBelowTheLimitOfARecordWithAllTagsThereMayBe() {
        DirectoryVersion version = version();
        version.repo = "\"".repeat(2_000);
        version.branch = "€".repeat(2_000);
        version.commit = "€".repeat(2_000);
        version.url = "€".repeat(2_000);
        version.user = "\\".repeat(2_000);
        List<DirectoryTag> tags = IntStream.range(0, DirectoryTag.MAX_PER_DIRECTORY)
                .mapToObj(i -> {
                    DirectoryTag tag = new DirectoryTag();
                    tag.name = "t".repeat(96) + (1_000 + i);
                    tag.sequence = Integer.MAX_VALUE;
                    return tag;
                })
                .toList();

        DirectoryPushed event = event(version, tags);

        assertThat(event.tags()).hasSize(1_000);
        assertThat(event.files()).hasSizeGreaterThan(100);
        assertThat(EventCodec.write(event).length).isLessThanOrEqualTo(240 * 1024);
    }

    private static DirectoryPushed event(DirectoryVersion version, List<DirectoryTag> tags) {
        return DirectoryPushedEvent.of(version.directory, version, files(1_500, 88), tags);
    }

    private static DirectoryVersion version() {
        Directory directory = new Directory();
        directory.name = "d".repeat(100);
        DirectoryVersion version = new DirectoryVersion();
        version.directory = directory;
        version.digest = "0".repeat(64);
        version.h1 = "h1:" + "0".repeat(44);
        version.lastMigration = "1001499";
        version.pushedAt = Instant.EPOCH;
        version.pushedBy = "anonymous";
        return version;
    }

    private static List<ContentFile> files(int count, int descriptionLength) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String version = String.valueOf(1_000_000 + i);
                    String description = "x".repeat(descriptionLength);
                    return new ContentFile(
                            version + "_" + description + ".sql", version, description, 1, "0".repeat(64), 0, 0);
                })
                .toList();
    }
}
