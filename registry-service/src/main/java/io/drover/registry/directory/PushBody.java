package io.drover.registry.directory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.drover.contracts.DirectoryPushed.PushContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A push as JSON.
 *
 * @param files the migrations in any order
 * @param sum text of {@code atlas.sum}, checked when given
 */
record PushBody(
        List<PushedFile> files,
        String sum,
        String format,
        List<String> tags,
        boolean allowRewrite,
        boolean allowOutOfOrder,
        PushContext context) {

    /** One file; the content becomes bytes at once, since a push may be large. */
    record PushedFile(
            String name,
            @Schema(implementation = String.class) @JsonDeserialize(using = Utf8.class) byte[] content) {}

    PushOptions options() {
        return new PushOptions(format, tags, allowRewrite, allowOutOfOrder, context);
    }

    static final class Utf8 extends JsonDeserializer<byte[]> {
        @Override
        public byte[] deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                return (byte[]) context.handleUnexpectedToken(byte[].class, parser);
            }
            return parser.getText().getBytes(StandardCharsets.UTF_8);
        }
    }
}
