package io.drover.cli.hcl;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What names mean where an expression stands: {@code local}, {@code var}, {@code each} … each with a function from the
 * word after the dot to its value, called when that word is reached and not before. Immutable.
 */
public final class Scope {
    private final Map<String, Function<String, Optional<Value>>> namespaces;

    private Scope(Map<String, Function<String, Optional<Value>>> namespaces) {
        this.namespaces = namespaces;
    }

    /** No names at all. */
    public static Scope empty() {
        return new Scope(Map.of());
    }

    /** The same scope with one namespace more, or one replaced. */
    public Scope with(String name, Function<String, Optional<Value>> members) {
        Map<String, Function<String, Optional<Value>>> more = new HashMap<>(namespaces);
        more.put(name, members);
        return new Scope(Map.copyOf(more));
    }

    /** The same scope with a namespace whose members are known. */
    public Scope with(String name, Map<String, Value> members) {
        return with(name, member -> Optional.ofNullable(members.get(member)));
    }

    boolean has(String namespace) {
        return namespaces.containsKey(namespace);
    }

    Optional<Value> member(String namespace, String member) {
        return namespaces.get(namespace).apply(member);
    }
}
