package io.drover.cli.hcl;

import io.drover.cli.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** {@code <<NAME} and {@code <<-NAME} text: lines up to one that holds only the name; {@code -} drops their common indent. */
final class Heredoc {
    private final Source source;

    Heredoc(Source source) {
        this.source = source;
    }

    /** @param template reads one {@code ${…}} at the current place */
    void read(Position at, Runnable template, List<Token> tokens) {
        source.take(2);
        boolean indented = source.startsWith("-");
        if (indented) {
            source.take();
        }
        String name = source.takeWhile(c -> Character.isLetterOrDigit(c) || c == '_');
        if (name.isEmpty() || !source.startsWith("\n")) {
            throw new HclException(at, "a heredoc starts with << and a name at the end of the line.");
        }
        source.take();
        tokens.add(new Token(Kind.QUOTE_OPEN, "<<" + name, at));
        int first = tokens.size();
        List<Integer> lineStarts = new ArrayList<>();
        while (!source.restOfLine().strip().equals(name)) {
            if (source.atEnd()) {
                throw new HclException(at, "the heredoc " + name + " is never closed.");
            }
            lineStarts.add(tokens.size());
            line(template, tokens);
        }
        if (indented) {
            unindent(tokens, lineStarts);
        }
        if (tokens.size() == first) {
            tokens.add(new Token(Kind.STRING, "", source.position()));
        }
        tokens.add(new Token(Kind.QUOTE_CLOSE, name, source.position()));
        source.takeWhile(c -> c != '\n');
    }

    private void line(Runnable template, List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        Position piece = source.position();
        while (!source.atEnd()) {
            if (source.startsWith("${")) {
                tokens.add(new Token(Kind.STRING, text.toString(), piece));
                text.setLength(0);
                template.run();
                piece = source.position();
            } else if (source.startsWith("$${") || source.startsWith("%%{")) {
                text.append(Escapes.doubled(source));
            } else {
                char c = source.take();
                text.append(c);
                if (c == '\n') {
                    break;
                }
            }
        }
        tokens.add(new Token(Kind.STRING, text.toString(), piece));
    }

    private static void unindent(List<Token> tokens, List<Integer> lineStarts) {
        int common = lineStarts.stream()
                .map(start -> tokens.get(start).text())
                .filter(text -> !text.isBlank())
                .mapToInt(Heredoc::indentOf)
                .min()
                .orElse(0);
        for (int start : lineStarts) {
            Token token = tokens.get(start);
            String text = token.text().substring(Math.min(common, indentOf(token.text())));
            tokens.set(start, new Token(token.kind(), text, token.position()));
        }
    }

    private static int indentOf(String text) {
        int indent = 0;
        while (indent < text.length() && (text.charAt(indent) == ' ' || text.charAt(indent) == '\t')) {
            indent++;
        }
        return indent;
    }
}
