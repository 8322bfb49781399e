package io.drover.registry.content;

import io.drover.engine.split.SplitException;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.StatementSplitter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How many statements a file has. The registry does not know which database a directory is for, so a file is only at
 * fault when it cannot be cut by the rules of any of them; the first that can gives the number. PostgreSQL's go first:
 * they know the most ways to hide a delimiter.
 */
final class StatementCount {
    private static final List<StatementSplitter> SPLITTERS = List.of(
            StatementSplitter.of(SplitRules.POSTGRES),
            StatementSplitter.of(SplitRules.SQLITE),
            StatementSplitter.of(SplitRules.MYSQL),
            StatementSplitter.of(SplitRules.GENERIC));

    private StatementCount() {}

    static int of(byte[] content) throws UnreadableFile {
        String text = decode(content);
        SplitException first = null;
        for (StatementSplitter splitter : SPLITTERS) {
            try {
                return splitter.split(text).size();
            } catch (SplitException e) {
                first = first == null ? e : first;
            }
        }
        String place = first.line() + ":" + first.column() + ": ";
        String reason = first.getMessage().startsWith(place)
                ? first.getMessage().substring(place.length())
                : first.getMessage();
        throw new UnreadableFile("cannot be cut into statements at line %d, column %d: %s"
                .formatted(first.line(), first.column(), reason));
    }

    private static String decode(byte[] content) throws UnreadableFile {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            int column = text.length() - text.lastIndexOf('\n');
            throw new UnreadableFile("is not UTF-8 at line %d, column %d".formatted(line, column));
        }
        return text;
    }
}
