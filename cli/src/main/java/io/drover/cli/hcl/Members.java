package io.drover.cli.hcl;

import java.math.BigDecimal;

/** What stands behind a dot or in brackets. */
final class Members {
    private Members() {}

    static Value named(Value of, String name, Position at) {
        if (!(of instanceof Value.MapOf map)) {
            throw new HclException(at, "a " + of.typeName() + " has no attribute '" + name + "'.");
        }
        Value value = map.entries().get(name);
        if (value == null) {
            throw new HclException(
                    at,
                    "there is no attribute '" + name + "'; there are: "
                            + String.join(", ", map.entries().keySet()) + ".");
        }
        return value;
    }

    static Value at(Value of, Value key, Position at) {
        if (of instanceof Value.MapOf) {
            return named(of, Conversions.text(key, at), at);
        }
        if (!of.isSequence() || of instanceof Value.SetOf) {
            throw new HclException(at, "a " + of.typeName() + " cannot be indexed.");
        }
        BigDecimal index = Conversions.number(key, at);
        int size = of.sequence().size();
        if (index.signum() < 0
                || index.compareTo(BigDecimal.valueOf(size)) >= 0
                || index.stripTrailingZeros().scale() > 0) {
            throw new HclException(
                    at, "there is no item " + index.toPlainString() + "; the list has " + size + ", counted from 0.");
        }
        return of.sequence().get(index.intValueExact());
    }
}
