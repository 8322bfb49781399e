package io.drover.status;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Collection;

/** JSON for PostgreSQL: columns that hold documents, and rows that travel to a statement as one parameter. */
public final class Json {
    private static final ObjectMapper DOCUMENTS = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(String.class, new WithoutNul())
                    .addKeySerializer(String.class, new KeyWithoutNul()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectMapper ROWS =
            DOCUMENTS.copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private Json() {}

    /** A value for a jsonb column; null stays null. */
    public static JsonNode document(Object value) {
        return value == null ? null : parse(write(DOCUMENTS, value));
    }

    /** Records as the parameter of {@code jsonb_to_recordset}: columns are named in snake case. */
    public static String rows(Collection<?> records) {
        return write(ROWS, records);
    }

    /** A value as JSON text. */
    public static String text(Object value) {
        return write(DOCUMENTS, value);
    }

    /** What a jsonb column holds; null when it is null. */
    public static <T> T read(String json, TypeReference<T> type) {
        try {
            return json == null ? null : DOCUMENTS.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored document does not fit " + type.getType(), e);
        }
    }

    private static JsonNode parse(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** PostgreSQL stores no NUL character; a database's message that holds one must not stop the projection. */
    private static final class WithoutNul extends StdScalarSerializer<String> {
        private static final long serialVersionUID = 1L;

        WithoutNul() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.replace('\0', '\uFFFD'));
        }
    }

    private static final class KeyWithoutNul extends StdScalarSerializer<String> {
        private static final long serialVersionUID = 1L;

        KeyWithoutNul() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(value.replace('\0', '\uFFFD'));
        }
    }
}
