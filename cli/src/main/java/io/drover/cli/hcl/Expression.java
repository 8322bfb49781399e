package io.drover.cli.hcl;

import java.util.List;

/** An expression as written, not yet evaluated. Every one knows its place. */
public sealed interface Expression {
    /** Where it begins. */
    Position position();

    /** A number, a bool, null or a piece of text. */
    record Literal(Value value, Position position) implements Expression {}

    /** Quoted text with expressions in it; the pieces are joined. */
    record Template(List<Expression> pieces, Position position) implements Expression {}

    /** {@code [a, b]}. */
    record Tuple(List<Expression> items, Position position) implements Expression {}

    /** <code>{ key = value }</code>; keys keep their order. */
    record ObjectOf(List<Entry> entries, Position position) implements Expression {}

    /** One entry of an object. */
    record Entry(Expression key, Expression value) {}

    /** The first word of {@code local.x}, {@code each.value}, {@code atlas.env}; alone it is text where Atlas has an enum. */
    record Name(String name, Position position) implements Expression {}

    /** {@code of.attribute}. */
    record Attribute(Expression of, String attribute, Position position) implements Expression {}

    /** {@code of[key]}. */
    record Index(Expression of, Expression key, Position position) implements Expression {}

    /** {@code function(arguments)}. */
    record Call(String function, List<Expression> arguments, Position position) implements Expression {}

    /** {@code condition ? then : otherwise}; only the chosen side is evaluated. */
    record Conditional(Expression condition, Expression then, Expression otherwise, Position position)
            implements Expression {}

    /** {@code left operator right}; {@code &&} and {@code ||} do not evaluate the right side when the left decides. */
    record Binary(String operator, Expression left, Expression right, Position position) implements Expression {}

    /** {@code !operand} or {@code -operand}. */
    record Unary(String operator, Expression operand, Position position) implements Expression {}
}
