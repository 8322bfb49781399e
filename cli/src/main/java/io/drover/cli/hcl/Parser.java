package io.drover.cli.hcl;

import io.drover.cli.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes and blocks; what stands right of an {@code =} is left to {@link ExpressionParser}. */
final class Parser {
    private final Tokens tokens;
    private final ExpressionParser expressions;

    Parser(List<Token> tokens) {
        this.tokens = new Tokens(tokens);
        this.expressions = new ExpressionParser(this.tokens);
    }

    Body file() {
        Body body = body();
        tokens.expect(Kind.END, "an attribute or a block");
        return body;
    }

    private Body body() {
        Position start = tokens.peek().position();
        Map<String, Expression> attributes = new LinkedHashMap<>();
        List<Block> blocks = new ArrayList<>();
        tokens.skipNewlines();
        while (tokens.peek().is(Kind.IDENT)) {
            Token name = tokens.take();
            if (tokens.takeIf("=")) {
                if (attributes.put(name.text(), expressions.expression()) != null) {
                    throw new HclException(name.position(), "'" + name.text() + "' is set twice.");
                }
            } else {
                blocks.add(block(name));
            }
            endOfItem();
        }
        return new Body(attributes, List.copyOf(blocks), start);
    }

    private void endOfItem() {
        Token token = tokens.peek();
        if (!token.is(Kind.NEWLINE) && !token.is(Kind.END) && !token.isSymbol("}") && !token.is(Kind.IDENT)) {
            throw new HclException(token.position(), "expected the end of the line, found " + token.shown() + ".");
        }
        tokens.skipNewlines();
    }

    private Block block(Token type) {
        List<String> labels = new ArrayList<>();
        while (!tokens.peek().isSymbol("{")) {
            Token token = tokens.peek();
            if (token.is(Kind.IDENT)) {
                labels.add(tokens.take().text());
            } else if (token.is(Kind.QUOTE_OPEN)) {
                labels.add(label());
            } else {
                throw new HclException(
                        token.position(),
                        "expected '=' for an attribute or '{' for a block after '" + type.text() + "', found "
                                + token.shown() + ".");
            }
        }
        tokens.expect("{");
        Body body = body();
        if (!tokens.peek().isSymbol("}")) {
            Token token = tokens.peek();
            throw new HclException(
                    token.position(),
                    "expected an attribute, a block or the '}' of '" + type.text() + "' at line "
                            + type.position().line() + ", found " + token.shown() + ".");
        }
        tokens.take();
        return new Block(type.text(), List.copyOf(labels), body, type.position());
    }

    private String label() {
        tokens.expect(Kind.QUOTE_OPEN, "a label");
        String label = tokens.expect(Kind.STRING, "a label").text();
        tokens.expect(Kind.QUOTE_CLOSE, "the end of the label; ${ } cannot stand in it");
        return label;
    }
}
