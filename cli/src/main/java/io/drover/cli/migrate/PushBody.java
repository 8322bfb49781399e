package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a push sends: the files byte for byte in Atlas's layout, their sums, which the directory was verified with, where
 * they come from and who sends them.
 */
final class PushBody {
    private PushBody() {}

    static Map<String, Object> of(Path folder, MigrationDirectory directory, List<String> tags, Shell shell) {
        Map<String, Object> body = new LinkedHashMap<>();
        List<Map<String, String>> files = new ArrayList<>();
        for (Migration migration : directory.migrations()) {
            files.add(Map.of("name", migration.fileName(), "content", utf8(migration)));
        }
        body.put("files", files);
        if (!directory.isEmpty()) {
            body.put("sum", directory.sumText());
        }
        if (!tags.isEmpty()) {
            body.put("tags", tags);
        }
        Map<String, String> context = GitCheckout.context(folder);
        String user = shell.variable("USER");
        context.put("user", user == null ? System.getProperty("user.name") : user);
        body.put("context", context);
        return body;
    }

    private static String utf8(Migration migration) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(migration.content()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Failure.failed(
                    migration.fileName() + " is not UTF-8 text; save it as UTF-8 and run" + " 'drover migrate hash'.");
        }
    }
}
