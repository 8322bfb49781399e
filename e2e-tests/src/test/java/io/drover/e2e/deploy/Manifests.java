package io.drover.e2e.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** Reads manifests as the classes of the Kubernetes client. */
final class Manifests {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Manifests() {}

    static Stream<HasMetadata> read(Path file) {
        try {
            return Stream.of(Files.readString(file).split("(?m)^---$")).map(Manifests::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HasMetadata parse(String document) {
        return SERIALIZATION.unmarshal(document);
    }

    /** Fields that no class has a property for: misspelled, or at the wrong place. The model keeps them apart. */
    static Stream<String> unknownFields(HasMetadata resource) {
        return unknown(
                resource, resource.getKind() + " " + resource.getMetadata().getName());
    }

    private static Stream<String> unknown(Object value, String where) {
        if (value instanceof Collection<?> list) {
            return list.stream().flatMap(element -> unknown(element, where));
        }
        if (value == null || !value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")) {
            return Stream.of();
        }
        var properties = MAPPER.getSerializationConfig().introspect(MAPPER.constructType(value.getClass()));
        AnnotatedMember rest = properties.findAnyGetter();
        Stream<String> here = rest == null
                ? Stream.of()
                : ((Map<?, ?>) rest.getValue(value)).keySet().stream().map(key -> where + ": " + key);
        return Stream.concat(
                here,
                properties.findProperties().stream()
                        .filter(property -> property.getGetter() != null)
                        .flatMap(property ->
                                unknown(property.getGetter().getValue(value), where + "." + property.getName())));
    }
}
