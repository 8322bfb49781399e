package io.drover.cli.hcl;

import io.drover.cli.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts text into tokens. Quoted text becomes pieces, with the tokens of each {@code ${…}} between them. */
final class Lexer {
    private static final Set<String> PAIRS = Set.of("==", "!=", "<=", ">=", "&&", "||", "=>");

    private final Source source;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(Source source) {
        this.source = source;
    }

    static List<Token> tokens(String file, String text) {
        Lexer lexer = new Lexer(new Source(file, text));
        lexer.run(false);
        return lexer.tokens;
    }

    /** @param inTemplate stop at the brace that closes a {@code ${…}} */
    private void run(boolean inTemplate) {
        Position start = source.position();
        int depth = 0;
        while (!source.atEnd()) {
            char c = source.peek();
            if (inTemplate && c == '}' && depth == 0) {
                return;
            }
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            }
            next(c);
        }
        if (inTemplate) {
            throw new HclException(start, "this ${ is never closed.");
        }
        add(Kind.END, "", source.position());
    }

    private void next(char c) {
        Position at = source.position();
        if (c == '\n') {
            source.take();
            add(Kind.NEWLINE, "\n", at);
        } else if (Character.isWhitespace(c) || c == '\uFEFF') {
            source.take();
        } else if (c == '#' || source.startsWith("//")) {
            source.takeWhile(x -> x != '\n');
        } else if (source.startsWith("/*")) {
            skipBlockComment(at);
        } else if (c == '"') {
            quoted(at);
        } else if (source.startsWith("<<")) {
            new Heredoc(source).read(at, this::template, tokens);
        } else if (Character.isLetter(c) || c == '_') {
            add(Kind.IDENT, source.takeWhile(x -> Character.isLetterOrDigit(x) || x == '_' || x == '-'), at);
        } else if (Character.isDigit(c)) {
            add(Kind.NUMBER, number(), at);
        } else {
            symbol(c, at);
        }
    }

    private void symbol(char c, Position at) {
        String pair = source.ahead(2);
        if (source.startsWith("...")) {
            source.take(3);
            add(Kind.SYMBOL, "...", at);
        } else if (PAIRS.contains(pair)) {
            source.take(2);
            add(Kind.SYMBOL, pair, at);
        } else if ("{}[]()=,.:?<>!+-*/%".indexOf(c) >= 0) {
            source.take();
            add(Kind.SYMBOL, String.valueOf(c), at);
        } else {
            throw new HclException(at, "the character '" + c + "' is not expected here.");
        }
    }

    private String number() {
        StringBuilder text = new StringBuilder(source.takeWhile(Character::isDigit));
        if (source.startsWith(".") && Character.isDigit(source.peek(1))) {
            text.append(source.take()).append(source.takeWhile(Character::isDigit));
        }
        boolean exponent = source.startsWith("e") || source.startsWith("E");
        if (exponent && (Character.isDigit(source.peek(1)) || Character.isDigit(source.peek(2)))) {
            text.append(source.take()).append(source.take()).append(source.takeWhile(Character::isDigit));
        }
        return text.toString();
    }

    private void skipBlockComment(Position at) {
        while (!source.startsWith("*/")) {
            if (source.atEnd()) {
                throw new HclException(at, "this comment is never closed.");
            }
            source.take();
        }
        source.take(2);
    }

    private void quoted(Position at) {
        add(Kind.QUOTE_OPEN, "\"", at);
        source.take();
        StringBuilder text = new StringBuilder();
        Position piece = source.position();
        while (!source.startsWith("\"")) {
            if (source.atEnd() || source.peek() == '\n') {
                throw new HclException(at, "this quoted text is not closed on its line.");
            }
            if (source.startsWith("${")) {
                add(Kind.STRING, text.toString(), piece);
                text.setLength(0);
                template();
                piece = source.position();
            } else {
                text.append(Escapes.quoted(source));
            }
        }
        add(Kind.STRING, text.toString(), piece);
        add(Kind.QUOTE_CLOSE, "\"", source.position());
        source.take();
    }

    private void template() {
        add(Kind.TEMPLATE_OPEN, "${", source.position());
        source.take(2);
        run(true);
        add(Kind.TEMPLATE_CLOSE, "}", source.position());
        source.take();
    }

    private void add(Kind kind, String text, Position position) {
        tokens.add(new Token(kind, text, position));
    }
}
