package io.drover.status.query;

import io.drover.kit.select.LabelSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions of a query and the values for their question marks, in the same order. Not thread-safe. */
final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private boolean uneven;

    Where(String first) {
        conditions.add(first);
    }

    Where and(String condition, Object... its) {
        conditions.add(condition);
        values.addAll(List.of(its));
        return this;
    }

    /** A condition that fits few rows or most, as its values are: no plan is good for all of them. */
    Where andUneven(String condition, Object... its) {
        uneven = true;
        return and(condition, its);
    }

    boolean isUneven() {
        return uneven;
    }

    /** The conditions of another one too. */
    Where and(Where others) {
        uneven |= others.uneven;
        conditions.addAll(others.conditions);
        values.addAll(others.values);
        return this;
    }

    /** The condition, unless there is no value for it. */
    Where andIf(Object value, String condition) {
        return value == null ? this : and(condition, value);
    }

    /** One of the words, unless there are none. They are written out, so that an index of some of them can be used. */
    Where andIn(Collection<? extends Enum<?>> words, String column) {
        return words.isEmpty() ? this : and(column + in(words));
    }

    /**
     * The same of an expression that no statistics know. Asked of each row that is met: PostgreSQL takes half of all rows to be
     * right then, and so goes on to walk in order.
     */
    Where andComputed(Collection<? extends Enum<?>> words, String expression, Object... its) {
        return words.isEmpty() ? this : and("(SELECT " + expression + in(words) + ")", its);
    }

    private static String in(Collection<? extends Enum<?>> words) {
        return words.stream().map(word -> "'" + word.name() + "'").collect(Collectors.joining(", ", " IN (", ")"));
    }

    /** Only databases {@code d} with such labels. Asked of each row that is met, so that it says nothing about the way there. */
    Where and(LabelSelector labels) {
        List<Object> its = new ArrayList<>();
        String condition = labels.sql("l.labels", its);
        return and("(SELECT " + condition + " FROM label_set l WHERE l.id = d.label_set)", its.toArray());
    }

    /** The same conditions, to go on from. */
    Where copy() {
        Where copy = new Where(conditions.get(0));
        copy.conditions.addAll(conditions.subList(1, conditions.size()));
        copy.values.addAll(values);
        copy.uneven = uneven;
        return copy;
    }

    List<Object> values() {
        return values;
    }

    List<Object> values(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all;
    }

    /** The conditions as SQL, after others that end in AND. */
    String after(String others) {
        return conditions.stream().collect(Collectors.joining(" AND ", " WHERE " + others, " "));
    }

    @Override
    public String toString() {
        return after("");
    }
}
