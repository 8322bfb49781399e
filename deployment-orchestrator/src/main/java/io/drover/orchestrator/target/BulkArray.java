package io.drover.orchestrator.target;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A JSON array of objects, read element by element. */
final class BulkArray implements BulkSource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RowLimit body;
    private JsonParser parser;
    private int index;

    BulkArray(InputStream body) {
        this.body = new RowLimit(body, () -> "/" + index);
    }

    @Override
    public Row next() {
        try {
            if (parser == null) {
                parser = JSON.createParser(body);
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    throw Problem.of(ProblemType.INVALID_REQUEST, "The body is not a JSON array of targets.");
                }
            }
            body.next();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                if (parser.nextToken() != null) {
                    throw Problem.of(ProblemType.MALFORMED_JSON, "The body goes on behind the end of the array.");
                }
                return null;
            }
            if (token == null) {
                throw Problem.of(ProblemType.MALFORMED_JSON, "The body ends inside of the array.");
            }
            JsonNode element = JSON.readTree(parser);
            return BulkLines.read("/" + index++, JSON.writeValueAsBytes(element));
        } catch (JsonProcessingException e) {
            throw Problem.of(
                    ProblemType.MALFORMED_JSON,
                    "The body is not JSON: line %d, column %d.",
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new UncheckedIOException("The body broke off", e);
        }
    }
}
