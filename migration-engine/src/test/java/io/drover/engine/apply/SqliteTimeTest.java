package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2024-07-21 11:13:45+00:00, 2024-07-21T11:13:45Z",
        "2024-07-21 11:13:45.5+00:00, 2024-07-21T11:13:45.5Z",
        "2024-07-21 11:13:45.123456789+00:00, 2024-07-21T11:13:45.123456789Z",
        "2024-07-21T11:13:45Z, 2024-07-21T11:13:45Z",
        "2024-07-21 11:13:45, 2024-07-21T11:13:45Z",
        "2024-07-21 11:13:45., 2024-07-21T11:13:45Z",
        "2024-07-21 13:13:45.5+02:00, 2024-07-21T11:13:45.5Z",
        "2024-07-21 13:13:45 +0200 CEST m=+0.1, 2024-07-21T11:13:45Z",
        "2024-07-21 05:43:45-05:30, 2024-07-21T11:13:45Z",
        "2024-02-29 23:59:59+00:00, 2024-02-29T23:59:59Z",
        "2024-07-21 11:13:45+0, 2024-07-21T11:13:45Z"
    })
    @DisplayName("times are read as Atlas, Drover and people write them")
    void reads(String text, Instant time) {
        assertThat(SqliteTime.read(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2024-07-21",
                "1721560425",
                "2024-13-41 99:99:99",
                "2023-02-29 00:00:00+00:00",
                "2024-07-21 11:13:45+99:00",
                "20240-7-21 11:13:45",
                "٢٠٢٤-07-21 11:13:45"
            })
    @DisplayName("what is no time counts as the beginning of 1970")
    void takesAnythingElseForTheBeginning(String text) {
        assertThat(SqliteTime.read(text)).isEqualTo(Instant.EPOCH);
    }
}
