package io.drover.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CanonicalTarTest {

    private static final String LONGEST = "1_" + "x".repeat(94) + ".sql";

    private static MigrationDirectory directory() {
        return MigrationDirectory.of(
                List.of(file("2_b.sql", "x".repeat(512)), file(LONGEST, "SELECT 'ä';\n"), file("3.sql", "")), null);
    }

    @Test
    @DisplayName("P1 any tar reader finds atlas.sum, then the files in order, mode 0600 and nothing else")
    void isReadableForOthers() throws IOException {
        byte[] tar = directory().canonicalTar();

        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
                assertThat(entry.isCheckSumOK()).isTrue();
                assertThat(entry.getMode()).isEqualTo(0600);
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                assertThat(entry.getLastModifiedDate().getTime()).isZero();
                assertThat(in.readAllBytes()).hasSize((int) entry.getSize());
            }
        }
        assertThat(names).containsExactly("atlas.sum", LONGEST, "2_b.sql", "3.sql");
        assertThat(tar).hasSize(512 * (4 + 3 + 2));
    }

    @Test
    @DisplayName("P1 the digest of equal content is the same for ever")
    void hasAFixedDigest() {
        assertThat(MigrationDirectory.of(List.of(file("1_a.sql", "SELECT 1;\n")), null)
                        .digest())
                .isEqualTo("729b5982a52a3225cf1131c3c001d9c4250c381a7dd39f357105a5de412dad56");
        assertThat(MigrationDirectory.of(List.of(), null).digest()).isEqualTo(Sha256.hex(new byte[1024]));
    }

    @Test
    void readsItsOwnArchiveAgain() {
        MigrationDirectory read = MigrationDirectory.fromTar(directory().canonicalTar());

        assertThat(read.migrations()).isEqualTo(directory().migrations());
        assertThat(read.verify()).isEmpty();
        assertThat(read.digest()).isEqualTo(directory().digest());
        assertThat(MigrationDirectory.fromTar(new byte[0]).isEmpty()).isTrue();
    }

    @Test
    void readsArchivesOfOthers() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("1_a.sql");
            entry.setSize(3);
            out.putArchiveEntry(entry);
            out.write("abc".getBytes(StandardCharsets.US_ASCII));
            out.closeArchiveEntry();
        }

        assertThat(MigrationDirectory.fromTar(bytes.toByteArray()).migrations())
                .singleElement()
                .satisfies(migration -> assertThat(migration.text()).isEqualTo("abc"));
    }

    @Test
    void refusesWhatIsNoArchiveOrNotAllOfIt() {
        byte[] tar = directory().canonicalTar();
        byte[] damaged = tar.clone();
        damaged[5] = 'X';

        assertThatThrownBy(() -> MigrationDirectory.fromTar(Arrays.copyOf(tar, 700)))
                .isInstanceOf(InvalidDirectory.class);
        assertThatThrownBy(() -> MigrationDirectory.fromTar(damaged)).isInstanceOf(InvalidDirectory.class);
        assertThatThrownBy(() ->
                        MigrationDirectory.fromTar("{\"files\": []}".repeat(50).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(InvalidDirectory.class);
        assertThatThrownBy(() -> MigrationDirectory.fromTar(new byte[] {1, 2, 3}))
                .isInstanceOf(InvalidDirectory.class);
    }

    @Test
    void refusesAnEntryOfNegativeSize() {
        byte[] tar = MigrationDirectory.of(List.of(file("1_a.sql", "x")), null).canonicalTar();
        byte[] size = "-0000001000\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, tar, 124, size.length);
        fixChecksum(tar);

        assertThatThrownBy(() -> MigrationDirectory.fromTar(tar))
                .isInstanceOf(InvalidDirectory.class)
                .hasMessageContaining("atlas.sum");
    }

    private static void fixChecksum(byte[] tar) {
        Arrays.fill(tar, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octal, 0, tar, 148, octal.length);
    }

    private static SourceFile file(String name, String content) {
        return new SourceFile(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
