package io.drover.cli.hcl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The functions that a configuration may call. One more is one entry in {@link #table} and one method. */
public final class Functions {
    @FunctionalInterface
    private interface Function {
        Value call(List<Value> arguments, Position at);
    }

    private record Entry(int arguments, Function function) {}

    private final Map<String, Entry> table = Map.of(
            "toset", new Entry(1, Functions::toSet),
            "tolist", new Entry(1, Functions::toList),
            "tostring", new Entry(1, (arguments, at) -> Value.of(Conversions.text(arguments.get(0), at))),
            "tonumber", new Entry(1, (arguments, at) -> new Value.Num(Conversions.number(arguments.get(0), at))),
            "tobool", new Entry(1, (arguments, at) -> new Value.Bool(Conversions.bool(arguments.get(0), at))),
            "getenv", new Entry(1, this::getenv),
            "file", new Entry(1, this::file));
    private final Map<String, String> environment;
    private final Path folder;

    /**
     * @param environment what {@code getenv} reads
     * @param folder what the paths of {@code file} are relative to
     */
    public Functions(Map<String, String> environment, Path folder) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    Value call(Expression.Call call, List<Value> arguments) {
        Entry entry = table.get(call.function());
        if (entry == null) {
            throw new HclException(
                    call.position(),
                    "the function '" + call.function() + "' is not known; known are "
                            + table.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        if (entry.arguments() != arguments.size()) {
            throw new HclException(
                    call.position(),
                    call.function() + " takes " + entry.arguments() + " argument(s), not " + arguments.size() + ".");
        }
        return entry.function().call(arguments, call.position());
    }

    private Value getenv(List<Value> arguments, Position at) {
        return Value.of(environment.getOrDefault(Conversions.text(arguments.get(0), at), ""));
    }

    private Value file(List<Value> arguments, Position at) {
        Path path = folder.resolve(Conversions.text(arguments.get(0), at));
        try {
            return Value.of(Files.readString(path));
        } catch (IOException e) {
            throw new HclException(at, "the file " + path + " cannot be read.");
        }
    }

    private static Value toSet(List<Value> arguments, Position at) {
        List<Value> items = sequence(arguments.get(0), at);
        Set<Value> unique = new TreeSet<>(Comparator.comparing((Value item) -> Conversions.text(item, at)));
        unique.addAll(items);
        return new Value.SetOf(new ArrayList<>(unique), itemType(items));
    }

    private static Value toList(List<Value> arguments, Position at) {
        List<Value> items = sequence(arguments.get(0), at);
        return new Value.ListOf(items, itemType(items));
    }

    private static List<Value> sequence(Value value, Position at) {
        if (!value.isSequence()) {
            throw new HclException(at, "a list or a set is needed here, not a " + value.typeName() + ".");
        }
        return value.sequence();
    }

    /** What the items have in common; text when they differ. */
    static String itemType(List<Value> items) {
        Set<String> types = items.stream().map(Value::typeName).collect(Collectors.toSet());
        return types.size() == 1 ? types.iterator().next() : "string";
    }
}
