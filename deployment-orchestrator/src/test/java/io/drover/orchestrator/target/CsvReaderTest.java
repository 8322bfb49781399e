package io.drover.orchestrator.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    @Test
    void readsQuotedCellsAndTellsWhereARowBegan() {
        String text = "\uFEFFa,b\r\n\r\n\"1,\"\"x\"\"\n2\",\n3,4";
        CsvReader reader = new CsvReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(reader.next()).containsExactly("a", "b");
        assertThat(reader.next()).containsExactly("1,\"x\"\n2", "");
        assertThat(reader.line()).isEqualTo(3);
        assertThat(reader.next()).containsExactly("3", "4");
        assertThat(reader.line()).isEqualTo(5);
        assertThat(reader.next()).isNull();
    }
}
