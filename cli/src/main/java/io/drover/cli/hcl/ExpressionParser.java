package io.drover.cli.hcl;

import io.drover.cli.hcl.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Expressions by recursive descent; operators of one row of {@link #PRECEDENCE} bind alike, later rows bind tighter. */
final class ExpressionParser {
    private static final List<Set<String>> PRECEDENCE = List.of(
            Set.of("||"),
            Set.of("&&"),
            Set.of("==", "!="),
            Set.of("<", "<=", ">", ">="),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));

    private final Tokens tokens;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Expression expression() {
        Expression condition = binary(0);
        if (!tokens.takeIf("?")) {
            return condition;
        }
        Expression then = expression();
        tokens.expect(":");
        return new Expression.Conditional(condition, then, expression(), condition.position());
    }

    private Expression binary(int row) {
        if (row == PRECEDENCE.size()) {
            return unary();
        }
        Expression left = binary(row + 1);
        while (tokens.peek().is(Kind.SYMBOL)
                && PRECEDENCE.get(row).contains(tokens.peek().text())) {
            Token operator = tokens.take();
            left = new Expression.Binary(operator.text(), left, binary(row + 1), operator.position());
        }
        return left;
    }

    private Expression unary() {
        Token token = tokens.peek();
        if (token.isSymbol("!") || token.isSymbol("-")) {
            tokens.take();
            return new Expression.Unary(token.text(), unary(), token.position());
        }
        return steps(primary());
    }

    private Expression steps(Expression start) {
        Expression result = start;
        while (true) {
            Position at = tokens.peek().position();
            if (tokens.takeIf(".")) {
                Token name = tokens.peek();
                if (name.is(Kind.NUMBER)) {
                    tokens.take();
                    result = new Expression.Index(result, number(name), at);
                } else {
                    result = new Expression.Attribute(
                            result,
                            tokens.expect(Kind.IDENT, "a name after '.'").text(),
                            at);
                }
            } else if (tokens.takeIf("[")) {
                tokens.enter();
                Expression key = expression();
                tokens.expect("]");
                tokens.leave();
                result = new Expression.Index(result, key, at);
            } else {
                return result;
            }
        }
    }

    private Expression primary() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case NUMBER -> number(token);
            case QUOTE_OPEN -> template(token);
            case IDENT -> word(token);
            case SYMBOL -> bracketed(token);
            default -> throw new HclException(token.position(), "expected a value, found " + token.shown() + ".");
        };
    }

    private Expression bracketed(Token open) {
        return switch (open.text()) {
            case "(" -> {
                tokens.enter();
                Expression inner = expression();
                tokens.expect(")");
                tokens.leave();
                yield inner;
            }
            case "[" -> {
                refuseFor(open);
                yield new Expression.Tuple(items("]"), open.position());
            }
            case "{" -> {
                refuseFor(open);
                yield object(open);
            }
            default -> throw new HclException(open.position(), "expected a value, found " + open.shown() + ".");
        };
    }

    private void refuseFor(Token open) {
        if (tokens.peek().isWord("for")) {
            throw new HclException(open.position(), "'for' expressions are not supported by this version of Drover.");
        }
    }

    private List<Expression> items(String close) {
        tokens.enter();
        List<Expression> items = new ArrayList<>();
        while (!tokens.peek().isSymbol(close)) {
            items.add(expression());
            if (!tokens.takeIf(",")) {
                break;
            }
        }
        tokens.expect(close);
        tokens.leave();
        return List.copyOf(items);
    }

    private Expression object(Token open) {
        int around = tokens.suspend();
        List<Expression.Entry> entries = new ArrayList<>();
        tokens.skipNewlines();
        while (!tokens.peek().isSymbol("}")) {
            Token first = tokens.peek();
            Expression key = expression();
            if (key instanceof Expression.Name name) {
                key = new Expression.Literal(Value.of(name.name()), first.position());
            }
            if (!tokens.takeIf("=") && !tokens.takeIf(":")) {
                throw new HclException(
                        tokens.peek().position(),
                        "expected '=' after the key, found " + tokens.peek().shown() + ".");
            }
            entries.add(new Expression.Entry(key, expression()));
            if (!tokens.takeIf(",")
                    && !tokens.peek().is(Kind.NEWLINE)
                    && !tokens.peek().isSymbol("}")) {
                throw new HclException(
                        tokens.peek().position(),
                        "expected ',' or the end of the line after an entry, found "
                                + tokens.peek().shown() + ".");
            }
            tokens.skipNewlines();
        }
        tokens.expect("}");
        tokens.resume(around);
        return new Expression.ObjectOf(List.copyOf(entries), open.position());
    }

    private Expression word(Token word) {
        if (tokens.takeIf("(")) {
            return new Expression.Call(word.text(), items(")"), word.position());
        }
        return switch (word.text()) {
            case "true" -> new Expression.Literal(new Value.Bool(true), word.position());
            case "false" -> new Expression.Literal(new Value.Bool(false), word.position());
            case "null" -> new Expression.Literal(Value.Null.NULL, word.position());
            default -> new Expression.Name(word.text(), word.position());
        };
    }

    private Expression template(Token open) {
        List<Expression> pieces = new ArrayList<>();
        while (!tokens.peek().is(Kind.QUOTE_CLOSE)) {
            Token piece = tokens.take();
            if (piece.is(Kind.STRING)) {
                if (!piece.text().isEmpty()) {
                    pieces.add(new Expression.Literal(Value.of(piece.text()), piece.position()));
                }
            } else {
                tokens.enter();
                pieces.add(expression());
                tokens.expect(Kind.TEMPLATE_CLOSE, "the '}' of ${");
                tokens.leave();
            }
        }
        tokens.take();
        if (pieces.isEmpty()) {
            return new Expression.Literal(Value.of(""), open.position());
        }
        return pieces.size() == 1 ? pieces.get(0) : new Expression.Template(List.copyOf(pieces), open.position());
    }

    private static Expression number(Token token) {
        return new Expression.Literal(new Value.Num(new BigDecimal(token.text())), token.position());
    }
}
