package io.drover.cli.project;

import io.drover.cli.output.Failure;
import io.drover.engine.format.DirectoryFormat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the migrations of a command are: in a folder here, or in the registry. */
public sealed interface DirectoryUrl {
    /**
     * A folder of this machine.
     *
     * @param format whose layout its files have
     */
    record Folder(Path path, DirectoryFormat format) implements DirectoryUrl {}

    /**
     * A directory of the registry.
     *
     * @param tag tag, sequence number or {@code latest}; null for the newest
     * @param toMigration a migration not to go beyond, null for all
     */
    record Pushed(String name, String tag, String toMigration) implements DirectoryUrl {}

    /**
     * Takes a URL apart: {@code file://path?format=…}, {@code atlas://name?tag=…&version=…}, {@code drover://…} alike.
     *
     * @param folder what a relative path is relative to
     * @param formatOrNull the format that was chosen beside the URL; wins over what the URL says
     */
    static DirectoryUrl parse(String url, Path folder, String formatOrNull) {
        int mark = url.indexOf('?');
        String address = mark < 0 ? url : url.substring(0, mark);
        Map<String, String> parameters = parameters(mark < 0 ? "" : url.substring(mark + 1));
        if (address.startsWith("file://") && address.length() > "file://".length()) {
            String format = formatOrNull != null
                    ? formatOrNull
                    : parameters.getOrDefault("format", DirectoryFormat.ATLAS.label());
            return new Folder(
                    folder.resolve(address.substring("file://".length())).normalize(), format(format));
        }
        int scheme = address.indexOf("://");
        String name = scheme < 0 ? "" : address.substring(scheme + 3);
        boolean known = address.startsWith("atlas://") || address.startsWith("drover://");
        if (!known || name.isEmpty() || name.contains("/")) {
            throw Failure.misuse("'" + url + "' is not a directory URL; it looks like file://migrations or"
                    + " atlas://name?tag=latest.");
        }
        return new Pushed(name, parameters.get("tag"), parameters.get("version"));
    }

    private static DirectoryFormat format(String name) {
        return DirectoryFormat.parse(name)
                .orElseThrow(() -> Failure.misuse(
                        "unknown dir format \"" + name + "\"; known are " + DirectoryFormat.known() + "."));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }
}
