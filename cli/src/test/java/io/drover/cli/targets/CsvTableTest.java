package io.drover.cli.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {
    @Test
    void onlyUrlsThatChangeAreWrittenAnew() {
        List<String> heard = new ArrayList<>();
        String table =
                "\uFEFFname,url,pool\r\n\r\na,postgres://x,eu\r\n\"b\n2\",\"postgres://y,z\", us \nc,postgres://w";

        String changed = new CsvTable(table).withUrls((url, pool, where) -> {
            heard.add(url + " " + pool + " " + where);
            return url.endsWith("w") ? url : url + "/\"";
        });

        assertThat(heard)
                .containsExactly("postgres://x eu line 3", "postgres://y,z us line 4", "postgres://w null line 6");
        assertThat(changed)
                .isEqualTo(
                        "\uFEFFname,url,pool\r\n\r\na,\"postgres://x/\"\"\",eu\r\n\"b\n2\",\"postgres://y,z/\"\"\", us"
                                + " \nc,postgres://w");
    }

    @Test
    void aTableWithoutUrlsIsLeftAlone() {
        assertThat(new CsvTable("name\na\n").withUrls((url, pool, where) -> "x"))
                .isEqualTo("name\na\n");
        assertThat(new CsvTable("").withUrls((url, pool, where) -> "x")).isEmpty();
    }
}
