package io.drover.cli.hcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes what an expression stands for. Evaluates only what is reached. Thread-safe. */
public final class Evaluator {
    private final Functions functions;

    /** @param functions what can be called */
    public Evaluator(Functions functions) {
        this.functions = functions;
    }

    /**
     * The value of an expression.
     *
     * @throws HclException with the place of the part at fault
     */
    public Value evaluate(Expression expression, Scope scope) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        } else if (expression instanceof Expression.Template template) {
            StringBuilder text = new StringBuilder();
            template.pieces().forEach(piece -> text.append(Conversions.text(evaluate(piece, scope), piece.position())));
            return Value.of(text.toString());
        } else if (expression instanceof Expression.Tuple tuple) {
            return new Value.TupleOf(all(tuple.items(), scope));
        } else if (expression instanceof Expression.ObjectOf object) {
            return object(object, scope);
        } else if (expression instanceof Expression.Name name) {
            throw new HclException(name.position(), unknown(name.name(), scope));
        } else if (expression instanceof Expression.Attribute attribute) {
            return attribute(attribute, scope);
        } else if (expression instanceof Expression.Index index) {
            return Members.at(evaluate(index.of(), scope), evaluate(index.key(), scope), index.position());
        } else if (expression instanceof Expression.Call call) {
            return functions.call(call, all(call.arguments(), scope));
        } else if (expression instanceof Expression.Conditional choice) {
            Value condition = evaluate(choice.condition(), scope);
            boolean chosen = Conversions.bool(condition, choice.condition().position());
            return evaluate(chosen ? choice.then() : choice.otherwise(), scope);
        } else if (expression instanceof Expression.Binary binary) {
            return binary(binary, scope);
        }
        Expression.Unary unary = (Expression.Unary) expression;
        return Operators.unary(unary, evaluate(unary.operand(), scope));
    }

    private List<Value> all(List<Expression> expressions, Scope scope) {
        return expressions.stream().map(each -> evaluate(each, scope)).toList();
    }

    private Value object(Expression.ObjectOf object, Scope scope) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (Expression.Entry entry : object.entries()) {
            String key =
                    Conversions.text(evaluate(entry.key(), scope), entry.key().position());
            entries.put(key, evaluate(entry.value(), scope));
        }
        return new Value.MapOf(entries);
    }

    private Value attribute(Expression.Attribute attribute, Scope scope) {
        if (attribute.of() instanceof Expression.Name name && scope.has(name.name())) {
            return scope.member(name.name(), attribute.attribute())
                    .orElseThrow(() -> new HclException(
                            name.position(), "'" + name.name() + "." + attribute.attribute() + "' is not defined."));
        }
        return Members.named(evaluate(attribute.of(), scope), attribute.attribute(), attribute.position());
    }

    private Value binary(Expression.Binary binary, Scope scope) {
        Value left = evaluate(binary.left(), scope);
        String operator = binary.operator();
        if (operator.equals("&&") || operator.equals("||")) {
            boolean decided = Conversions.bool(left, binary.left().position());
            if (decided == operator.equals("||")) {
                return left;
            }
            Value right = evaluate(binary.right(), scope);
            return new Value.Bool(Conversions.bool(right, binary.right().position()));
        }
        return Operators.binary(binary, left, evaluate(binary.right(), scope));
    }

    private static String unknown(String name, Scope scope) {
        if (scope.has(name)) {
            return "'" + name + "' needs a name after it, as in " + name + ".x.";
        }
        return "data".equals(name)
                ? "data sources are not supported by this version of Drover."
                : "'" + name + "' is not defined.";
    }
}
