package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import io.drover.engine.split.SplitException;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.StatementSplitter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The text of a foreign file. */
final class Script {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Script() {}

    /** The text without a byte order mark; empty, with a fault, when the file is not UTF-8. */
    static Optional<String> text(SourceFile file, Faults faults) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.content()))
                    .toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            faults.add(file.name(), "is not UTF-8 text; save it as UTF-8");
            return Optional.empty();
        }
    }

    /** The lines, each with the end it has. */
    static List<String> lines(String text) {
        return Arrays.asList(text.split("(?<=\n)"));
    }

    /** True when there is more than comments and space. */
    static boolean holdsSql(String text) {
        try {
            return !StatementSplitter.of(SplitRules.GENERIC).split(text).isEmpty();
        } catch (SplitException e) {
            return true;
        }
    }

    /** Without empty lines at the beginning and without space at the end, which is one line end again. */
    static String trimmed(String text) {
        int start = 0;
        for (int at = 0; at < text.length() && Character.isWhitespace(text.charAt(at)); at++) {
            start = text.charAt(at) == '\n' ? at + 1 : start;
        }
        String body = text.substring(start).stripTrailing();
        return body.isEmpty() ? "" : body + "\n";
    }
}
