package io.drover.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON of every event is pinned by a file. A new field shows as a difference to be looked at; run with {@code
 * -Dgolden.write=true} to take it over.
 */
class GoldenEventsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static List<Event> events() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void isWrittenAsItsGoldenFileSays(Event event) throws IOException {
        Path golden = golden(event);
        String written = JSON.writeValueAsString(event) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, written);
        }

        assertThat(written).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isReadFromItsGoldenFile(Event event) throws IOException {
        Event read = JSON.readValue(golden(event).toFile(), event.getClass());

        assertThat(read).isEqualTo(event);
    }

    @Test
    void everyEventHasATypeNameAndASample() {
        assertThat(SampleEvents.all().stream().map(Event::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(EventTypes.all().values());
    }

    private static Path golden(Event event) {
        return GOLDEN.resolve(event.getClass().getSimpleName() + ".json");
    }
}
