package io.drover.cli.project;

import io.drover.cli.hcl.Block;
import io.drover.cli.hcl.Body;
import io.drover.cli.hcl.Conversions;
import io.drover.cli.hcl.Evaluator;
import io.drover.cli.hcl.Expression;
import io.drover.cli.hcl.HclException;
import io.drover.cli.hcl.Position;
import io.drover.cli.hcl.Scope;
import io.drover.cli.hcl.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code local}, {@code var} and {@code atlas}. A local or a default is evaluated once, when it is reached first. */
final class GlobalNames {
    private final Body file;
    private final Evaluator evaluator;
    private final Map<String, List<String>> given;
    private final String env;
    private final Map<String, Value> known = new HashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();

    GlobalNames(Body file, Evaluator evaluator, Map<String, List<String>> given, String env) {
        this.file = file;
        this.evaluator = evaluator;
        this.given = given;
        this.env = env;
    }

    Scope scope() {
        return Scope.empty()
                .with("atlas", Map.of("env", Value.of(env)))
                .with("local", this::local)
                .with("var", this::variable);
    }

    private Optional<Value> local(String name) {
        for (Block locals : file.blocks("locals")) {
            Optional<Expression> expression = locals.body().attribute(name);
            if (expression.isPresent()) {
                return Optional.of(once("local." + name, expression.get()));
            }
        }
        return Optional.empty();
    }

    private Value once(String name, Expression expression) {
        Value value = known.get(name);
        if (value != null) {
            return value;
        }
        if (!inProgress.add(name)) {
            throw new HclException(expression.position(), "'" + name + "' is defined by itself.");
        }
        value = evaluator.evaluate(expression, scope());
        inProgress.remove(name);
        known.put(name, value);
        return value;
    }

    private Optional<Value> variable(String name) {
        return file.blocks("variable").stream()
                .filter(block -> block.labels().equals(List.of(name)))
                .findFirst()
                .map(block -> value(name, block));
    }

    private Value value(String name, Block block) {
        String type = block.body().attribute("type").map(GlobalNames::typeName).orElse("");
        List<String> values = given.get(name);
        if (values != null) {
            return typed(values, type, block.position());
        }
        Expression byDefault = block.body()
                .attribute("default")
                .orElseThrow(() ->
                        new HclException(block.position(), "missing value for required variable \"" + name + "\"."));
        Value value = once("var." + name, byDefault);
        boolean list = type.startsWith("list") && value.isSequence();
        return list ? new Value.ListOf(value.sequence(), itemType(type)) : value;
    }

    private static Value typed(List<String> values, String type, Position at) {
        if (type.startsWith("list")) {
            return new Value.ListOf(values.stream().map(Value::of).toList(), itemType(type));
        } else if (type.startsWith("set")) {
            return new Value.SetOf(
                    values.stream().distinct().sorted().map(Value::of).toList(), itemType(type));
        }
        Value last = Value.of(values.get(values.size() - 1));
        return switch (type) {
            case "number", "int" -> new Value.Num(Conversions.number(last, at));
            case "bool" -> new Value.Bool(Conversions.bool(last, at));
            default -> last;
        };
    }

    private static String itemType(String type) {
        int open = type.indexOf('(');
        return open < 0 ? "string" : type.substring(open + 1, type.length() - 1);
    }

    /** {@code string}, or {@code list(string)}. */
    private static String typeName(Expression type) {
        if (type instanceof Expression.Name name) {
            return name.name();
        } else if (type instanceof Expression.Call call && !call.arguments().isEmpty()) {
            return call.function() + "(" + typeName(call.arguments().get(0)) + ")";
        }
        return type instanceof Expression.Literal literal && literal.value() instanceof Value.Text text
                ? text.text()
                : "";
    }
}
