package io.drover.cli.hcl;

import java.math.BigDecimal;
import java.math.MathContext;

/** Arithmetic, comparison, negation. */
final class Operators {
    private Operators() {}

    static Value unary(Expression.Unary unary, Value operand) {
        Position at = unary.operand().position();
        return unary.operator().equals("!")
                ? new Value.Bool(!Conversions.bool(operand, at))
                : new Value.Num(Conversions.number(operand, at).negate());
    }

    static Value binary(Expression.Binary binary, Value left, Value right) {
        switch (binary.operator()) {
            case "==":
                return new Value.Bool(equal(left, right));
            case "!=":
                return new Value.Bool(!equal(left, right));
            default:
                break;
        }
        BigDecimal a = Conversions.number(left, binary.left().position());
        BigDecimal b = Conversions.number(right, binary.right().position());
        return switch (binary.operator()) {
            case "<" -> new Value.Bool(a.compareTo(b) < 0);
            case "<=" -> new Value.Bool(a.compareTo(b) <= 0);
            case ">" -> new Value.Bool(a.compareTo(b) > 0);
            case ">=" -> new Value.Bool(a.compareTo(b) >= 0);
            case "+" -> new Value.Num(a.add(b));
            case "-" -> new Value.Num(a.subtract(b));
            case "*" -> new Value.Num(a.multiply(b));
            default -> divided(binary, a, b);
        };
    }

    private static Value divided(Expression.Binary binary, BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            throw new HclException(binary.position(), "division by zero.");
        }
        return new Value.Num(binary.operator().equals("/") ? a.divide(b, MathContext.DECIMAL64) : a.remainder(b));
    }

    private static boolean equal(Value left, Value right) {
        if (left instanceof Value.Num a && right instanceof Value.Num b) {
            return a.number().compareTo(b.number()) == 0;
        }
        if (left.isSequence() && right.isSequence()) {
            return left.sequence().equals(right.sequence());
        }
        return left.equals(right);
    }
}
