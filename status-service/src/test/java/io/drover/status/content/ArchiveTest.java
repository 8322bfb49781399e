package io.drover.status.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArchiveTest {
    private static final String TEXT = "SELECT 'é';\nSELECT 2;\n";

    @Test
    void cutsByBytes() {
        Archive archive = Archive.read(tar("1_a.sql", TEXT));

        assertThat(archive.cut("1_a.sql", 0, 12)).isEqualTo("SELECT 'é';");
        assertThat(archive.cut("1_a.sql", 13, 9)).isEqualTo("SELECT 2;");
    }

    @Test
    void hasNoTextBeyondTheFile() {
        Archive archive = Archive.read(tar("1_a.sql", TEXT));

        assertThat(archive.cut("1_a.sql", 13, 900)).isNull();
        assertThat(archive.cut("2_b.sql", 0, 1)).isNull();
    }

    @Test
    void refusesAnArchiveThatWasCutOff() {
        byte[] cut = Arrays.copyOf(tar("1_a.sql", TEXT), 520);

        assertThatThrownBy(() -> Archive.read(cut)).hasMessageContaining("1_a.sql");
    }

    private static byte[] tar(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] tar = new byte[512 * 4];
        put(tar, 0, name.getBytes(StandardCharsets.US_ASCII));
        put(tar, 124, String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII));
        put(tar, 512, content);
        return tar;
    }

    private static void put(byte[] tar, int at, byte[] bytes) {
        System.arraycopy(bytes, 0, tar, at, bytes.length);
    }
}
