package io.drover.cli.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.Failure;
import io.drover.cli.remote.Server;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * {@code --format}, as far as programs that drive Atlas use it: {@code {{ json . }}}, with {@code json_merge} behind it.
 * Prints the documents that Atlas prints, one line for each target.
 */
final class FormatOption {
    private static final Pattern JSON = Pattern.compile("\\s*\\{\\{-?\\s*json\\s+\\.\\s*"
            + "(?:\\|\\s*json_merge\\s+(?:\"((?:\\\\.|[^\"\\\\])*)\"|`([^`]*)`)\\s*)?-?}}\\s*");

    @Option(
            names = "--format",
            paramLabel = "TEMPLATE",
            description = "Print Atlas's JSON, one line for each target: '{{ json . }}', or with further keys"
                    + " '{{ json . | json_merge `{\"tenant\": \"a\"}` }}'.")
    private String template;

    boolean isGiven() {
        return template != null;
    }

    /** Refuses a template that is not understood, before anything is done. */
    void check() {
        if (isGiven()) {
            further();
        }
    }

    /** The document as a line, with what the template adds. */
    String line(ObjectNode document) {
        return document.deepCopy().setAll(further()) + "\n";
    }

    private ObjectNode further() {
        Matcher matcher = JSON.matcher(template);
        if (!matcher.matches()) {
            throw Failure.misuse(
                    "--format understands '{{ json . }}' and '{{ json . | json_merge \"{…}\" }}', not '" + template
                            + "'; without it the text is the one that people know, and -o json prints one document.");
        }
        String quoted = matcher.group(1);
        String text = quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : matcher.group(2);
        if (text == null) {
            return Server.JSON.createObjectNode();
        }
        try {
            JsonNode further = Server.JSON.readTree(text);
            if (further instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw Failure.misuse("--format: what json_merge is to add is no JSON: " + e.getOriginalMessage() + ".");
        }
        throw Failure.misuse("--format: json_merge adds the keys of an object, as in \"{\\\"tenant\\\": \\\"a\\\"}\".");
    }
}
