package io.drover.kit.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads request bodies without mercy and without haste: a field that nobody knows is a fault, and all unknown fields are
 * told at once with their place. Enum values may be written in any case. Thread-safe.
 */
public final class StrictJson {
    private static final int MAX_FAULTS = 1_000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addHandler(new CollectUnknownFields())
            .build();

    private StrictJson() {}

    /**
     * Reads a body.
     *
     * @throws Problem {@code malformed-json} when it is no JSON, {@code invalid-request} when fields are unknown or have
     *     values of another kind
     */
    public static <T> T read(InputStream body, Type type) throws IOException {
        List<Fault> faults = new ArrayList<>();
        ObjectReader reader = JSON.readerFor(JSON.constructType(type)).withAttribute(CollectUnknownFields.KEY, faults);
        try {
            T value = reader.readValue(body);
            if (value == null) {
                throw Problem.of(ProblemType.MALFORMED_JSON, "The body is empty; a JSON document is expected.");
            }
            if (!faults.isEmpty()) {
                throw invalid(faults);
            }
            return value;
        } catch (JsonMappingException e) {
            if (e.getOriginalMessage().startsWith("No content")) {
                throw Problem.of(ProblemType.MALFORMED_JSON, "The body is empty; a JSON document is expected.");
            }
            faults.add(new Fault(pointer(e), sentence(e)));
            throw invalid(faults);
        } catch (JsonProcessingException e) {
            throw Problem.of(
                    ProblemType.MALFORMED_JSON,
                    "The body is not JSON: line %d, column %d: %s",
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                    e.getOriginalMessage());
        }
    }

    private static Problem invalid(List<Fault> faults) {
        return Problem.of(
                ProblemType.INVALID_REQUEST,
                faults.size() == 1 ? faults.get(0).detail() : "The request has " + faults.size() + " faults.",
                faults.subList(0, Math.min(faults.size(), MAX_FAULTS)));
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()))
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String sentence(JsonMappingException e) {
        String message = e.getOriginalMessage();
        if (e.getCause() != null && e.getCause().getMessage() != null) {
            message = e.getCause().getMessage();
        }
        return message.replaceAll("`?[a-z]+(\\.[a-zA-Z$]+)+[.$]([A-Z][A-Za-z]*)`?", "$2");
    }

    private static final class CollectUnknownFields extends DeserializationProblemHandler {
        static final Object KEY = CollectUnknownFields.class;

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            @SuppressWarnings("unchecked")
            List<Fault> faults = (List<Fault>) context.getAttribute(KEY);
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            faults.add(new Fault(pointer, "There is no field \"" + name + "\" here."));
            parser.skipChildren();
            return true;
        }
    }
}
