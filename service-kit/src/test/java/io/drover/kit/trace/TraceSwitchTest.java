package io.drover.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceSwitchTest {
    private static final String DISABLED = "quarkus.otel.sdk.disabled";

    @Test
    void tracesAreOffWhileNobodySaysWhereTo() {
        assertThat(disabled(Map.of())).contains("true");
        assertThat(disabled(Map.of("otel.exporter.otlp.endpoint", " "))).contains("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otel.exporter.otlp.endpoint",
                "otel.exporter.otlp.traces.endpoint",
                "quarkus.otel.exporter.otlp.endpoint",
                "quarkus.otel.exporter.otlp.traces.endpoint"
            })
    void anEndpointSwitchesThemOn(String name) {
        assertThat(disabled(Map.of(name, "http://collector:4318"))).contains("false");
    }

    @Test
    void whatTheFrameworkAssumesIsNoEndpoint() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValue("quarkus.otel.exporter.otlp.endpoint", "http://localhost:4317")
                .withSources(new TraceSwitch())
                .build();

        assertThat(config.getOptionalValue(DISABLED, String.class)).contains("true");
    }

    @Test
    void theOperatorsOwnWordCountsMore() {
        assertThat(disabled(Map.of(DISABLED, "false"))).contains("false");
        assertThat(disabled(
                        Map.of("otel.sdk.disabled", "true", "otel.exporter.otlp.endpoint", "http://collector:4318")))
                .contains("true");
    }

    @Test
    void variablesOfOpenTelemetryCountAsElsewhere() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of("quarkus.otel.exporter.otlp.protocol", "http/protobuf"), "file of the service", 100))
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "otel.exporter.otlp.endpoint", "http://collector:4317",
                                "otel.exporter.otlp.protocol", "grpc",
                                "otel.bsp.schedule.delay", "200"),
                        "operator",
                        300))
                .withSources(new TraceSwitch())
                .build();

        assertThat(config.getRawValue("quarkus.otel.exporter.otlp.endpoint")).isEqualTo("http://collector:4317");
        assertThat(config.getRawValue("quarkus.otel.exporter.otlp.protocol")).isEqualTo("grpc");
        assertThat(config.getRawValue("quarkus.otel.bsp.schedule.delay")).isEqualTo("200ms");
    }

    @Test
    void countsMoreThanWhatTheBuildLeftBehind() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValue(DISABLED, "true")
                .withSources(new PropertiesConfigSource(
                        Map.of("otel.exporter.otlp.endpoint", "http://collector:4318"), "operator", 300))
                .withSources(new TraceSwitch())
                .build();

        assertThat(config.getOptionalValue(DISABLED, String.class)).contains("false");
    }

    private static Optional<String> disabled(Map<String, String> operator) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(operator, "operator", 300))
                .withSources(new TraceSwitch())
                .build()
                .getOptionalValue(DISABLED, String.class);
    }
}
