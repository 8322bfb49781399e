package io.drover.kit.trace;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Traces are sent when somebody says where to: while no endpoint is configured, OpenTelemetry is off, collects nothing and
 * looks for no collector. An operator's own {@code OTEL_SDK_DISABLED} counts more.
 */
public final class TraceSwitch implements ConfigSourceFactory {
    private static final int BELOW_ALL_FILES = 50;
    private static final List<String> ENDPOINTS = List.of(
            "otel.exporter.otlp.endpoint",
            "otel.exporter.otlp.traces.endpoint",
            "quarkus.otel.exporter.otlp.endpoint",
            "quarkus.otel.exporter.otlp.traces.endpoint");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean wanted = ENDPOINTS.stream().anyMatch(name -> isSet(context.getValue(name)));
        return wanted
                ? List.of()
                : List.of(new PropertiesConfigSource(
                        Map.of("quarkus.otel.sdk.disabled", "true"), "no endpoint for traces", BELOW_ALL_FILES));
    }

    /** Defaults of the framework have a negative ordinal and are nobody's wish. */
    private static boolean isSet(ConfigValue value) {
        return value != null
                && value.getValue() != null
                && !value.getValue().isBlank()
                && value.getConfigSourceOrdinal() >= 0;
    }
}
