package io.drover.kit.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads request bodies without mercy and without haste: fields that nobody knows and values of another kind are faults,
 * and all of them are told at once, each with its place. Bodies are records, down to the leaves; enum values may be
 * written in any case. Thread-safe.
 */
public final class StrictJson {
    private static final int MAX_FAULTS = 1_000;
    private static final int LONGEST_BODY = 32 * 1024 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_BODY)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private StrictJson() {}

    /**
     * Reads a body as a value of the given type.
     *
     * @throws Problem {@code malformed-json} when it is no JSON, {@code invalid-request} when fields are unknown or have
     *     values of another kind
     */
    public static Object read(InputStream body, Type type) throws IOException {
        JsonNode tree = tree(body);
        JavaType wanted = JSON.constructType(type);
        List<Fault> faults = new ArrayList<>();
        check(tree, wanted, "", faults);
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        return JSON.readerFor(wanted).readValue(tree);
    }

    private static JsonNode tree(InputStream body) throws IOException {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree.isMissingNode() || tree.isNull()) {
                throw Problem.of(ProblemType.MALFORMED_JSON, "The body is empty; a JSON document is expected.");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw Problem.of(
                    ProblemType.MALFORMED_JSON,
                    "The body is not JSON: line %d, column %d: %s",
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                    e.getOriginalMessage());
        }
    }

    private static void check(JsonNode node, JavaType type, String pointer, List<Fault> faults) {
        if (node.isNull()) {
            return;
        }
        if (type.getRawClass().isRecord()) {
            checkRecord(node, type, pointer, faults);
        } else if (type.isCollectionLikeType()) {
            checkList(node, type, pointer, faults);
        } else {
            checkLeaf(node, type, pointer, faults);
        }
    }

    private static void checkRecord(JsonNode node, JavaType type, String pointer, List<Fault> faults) {
        if (!node.isObject()) {
            faults.add(new Fault(pointer, "An object is expected here."));
            return;
        }
        Map<String, RecordComponent> known = Arrays.stream(type.getRawClass().getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String place = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            RecordComponent component = known.get(field.getKey());
            if (component == null) {
                faults.add(new Fault(place, "There is no field \"" + field.getKey() + "\" here."));
            } else {
                check(field.getValue(), JSON.constructType(component.getGenericType()), place, faults);
            }
        }
    }

    private static void checkList(JsonNode node, JavaType type, String pointer, List<Fault> faults) {
        if (!node.isArray()) {
            faults.add(new Fault(pointer, "A list is expected here."));
            return;
        }
        for (int i = 0; i < node.size(); i++) {
            String place = pointer + "/" + i;
            if (node.get(i).isNull()) {
                faults.add(new Fault(place, "A list has no place for null."));
            }
            check(node.get(i), type.getContentType(), place, faults);
        }
    }

    private static void checkLeaf(JsonNode node, JavaType type, String pointer, List<Fault> faults) {
        try {
            JSON.readerFor(type).readValue(node);
        } catch (JsonMappingException e) {
            faults.add(new Fault(pointer, sentence(e)));
        } catch (IOException e) {
            faults.add(new Fault(pointer, e.getMessage()));
        }
    }

    private static Problem invalid(List<Fault> faults) {
        return Problem.of(
                ProblemType.INVALID_REQUEST,
                faults.size() == 1 ? faults.get(0).detail() : "The request has " + faults.size() + " faults.",
                faults.subList(0, Math.min(faults.size(), MAX_FAULTS)));
    }

    private static String sentence(JsonMappingException e) {
        String message = e.getCause() != null && e.getCause().getMessage() != null
                ? e.getCause().getMessage()
                : e.getOriginalMessage();
        return message.replaceAll("`?[a-z]+(\\.[a-zA-Z]+)*[.$]([A-Z][A-Za-z]*)(\\$([A-Z][A-Za-z]*))?`?", "$2");
    }
}
