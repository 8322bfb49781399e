package io.drover.kit.trace;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Has OpenTelemetry's own variables, {@code OTEL_…}, count as they do elsewhere, and traces be off until one of them says
 * where to send them: without an endpoint nothing is collected, and nothing looks for a collector. What is set by the
 * framework's names, {@code QUARKUS_OTEL_…}, counts more.
 */
public final class TraceSwitch implements ConfigSourceFactory {
    private static final int ABOVE_FILES_BELOW_VARIABLES = 260;
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
    private static final String DISABLED = "otel.sdk.disabled";

    private static final List<String> TEXTS = List.of(
            ENDPOINT,
            TRACES_ENDPOINT,
            DISABLED,
            "otel.exporter.otlp.protocol",
            "otel.exporter.otlp.traces.protocol",
            "otel.exporter.otlp.headers",
            "otel.exporter.otlp.traces.headers",
            "otel.resource.attributes",
            "otel.service.name",
            "otel.traces.sampler.arg");

    /** Numbers of milliseconds there, durations here. */
    private static final List<String> MILLISECONDS =
            List.of("otel.exporter.otlp.timeout", "otel.exporter.otlp.traces.timeout", "otel.bsp.schedule.delay");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> said = new HashMap<>();
        TEXTS.forEach(name -> put(said, name, text(context, name)));
        MILLISECONDS.forEach(name -> {
            String number = text(context, name);
            put(said, name, number == null || !number.matches("\\d+") ? number : number + "ms");
        });
        boolean wanted = Stream.of(ENDPOINT, TRACES_ENDPOINT)
                .flatMap(name -> Stream.of(name, "quarkus." + name))
                .anyMatch(name -> text(context, name) != null);
        // said either way: the build, which has no endpoint, leaves its own answer behind as a default
        said.putIfAbsent("quarkus." + DISABLED, Boolean.toString(!wanted));
        return List.of(new PropertiesConfigSource(said, "variables of OpenTelemetry", ABOVE_FILES_BELOW_VARIABLES));
    }

    private static void put(Map<String, String> said, String name, String value) {
        if (value != null) {
            said.put("quarkus." + name, value);
        }
    }

    /** Null when nobody has said it: defaults of the framework have a negative ordinal. */
    private static String text(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        boolean said = value != null && value.getValue() != null && value.getConfigSourceOrdinal() >= 0;
        return said && !value.getValue().isBlank() ? value.getValue() : null;
    }
}
