package io.drover.registry;

import static io.restassured.RestAssured.given;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Pushing as a client does it. */
public final class Pushes {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final RestAssuredConfig AS_IT_IS = RestAssured.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs("application/x-tar", ContentType.BINARY));

    private Pushes() {}

    /** A directory name that no other test uses. */
    public static String freshName(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** A JSON push of files, given as name, content, name, content … */
    public static Map<String, Object> files(String... namesAndContents) {
        List<Map<String, Object>> files = new ArrayList<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.add(Map.of("name", namesAndContents[i], "content", namesAndContents[i + 1]));
        }
        return new HashMap<>(Map.of("files", files));
    }

    /** The same with one more field. */
    public static Map<String, Object> with(Map<String, Object> push, String field, Object value) {
        Map<String, Object> more = new HashMap<>(push);
        more.put(field, value);
        return more;
    }

    public static MigrationDirectory directory(String... namesAndContents) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.add(new SourceFile(namesAndContents[i], namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return MigrationDirectory.of(files, null);
    }

    public static Response push(String directory, Object body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/directories/{name}/versions", directory);
    }

    public static Response pushTar(String directory, byte[] tar, String query) {
        return given().config(AS_IT_IS)
                .contentType("application/x-tar")
                .body(tar)
                .post("/api/v1/directories/{name}/versions" + query, directory);
    }
}
