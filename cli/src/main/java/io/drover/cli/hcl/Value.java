package io.drover.cli.hcl;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What an expression evaluates to. Immutable; collections keep their order. */
public sealed interface Value {
    /** What the type is called in messages. */
    String typeName();

    /** Text. */
    static Value of(String text) {
        return new Text(text);
    }

    /** No value. */
    enum Null implements Value {
        NULL;

        @Override
        public String typeName() {
            return "null";
        }
    }

    /** Text. */
    record Text(String text) implements Value {
        @Override
        public String typeName() {
            return "string";
        }
    }

    /** A number of any size. */
    record Num(BigDecimal number) implements Value {
        @Override
        public String typeName() {
            return "number";
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Value {
        @Override
        public String typeName() {
            return "bool";
        }
    }

    /** {@code [a, b]} as written in the file: each item may have a type of its own. */
    record TupleOf(List<Value> items) implements Value {
        @Override
        public String typeName() {
            return "tuple";
        }
    }

    /** A list whose items have one type: what a variable of type {@code list(…)} or {@code tolist} gives. */
    record ListOf(List<Value> items, String itemType) implements Value {
        @Override
        public String typeName() {
            return "list of " + itemType;
        }
    }

    /** No item twice; text in bytewise order. */
    record SetOf(List<Value> items, String itemType) implements Value {
        @Override
        public String typeName() {
            return "set of " + itemType;
        }
    }

    /** Attributes or map entries by key. */
    record MapOf(Map<String, Value> entries) implements Value {
        @Override
        public String typeName() {
            return "object";
        }
    }

    /** True for the collections that are counted from 0. */
    default boolean isSequence() {
        return this instanceof TupleOf || this instanceof ListOf || this instanceof SetOf;
    }

    /** The items of a sequence; empty for everything else. */
    default List<Value> sequence() {
        if (this instanceof TupleOf tuple) {
            return tuple.items();
        } else if (this instanceof ListOf list) {
            return list.items();
        }
        return this instanceof SetOf set ? set.items() : List.of();
    }
}
