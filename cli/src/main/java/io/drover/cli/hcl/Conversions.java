package io.drover.cli.hcl;

import java.math.BigDecimal;

/** Values as text, numbers and bools, with HCL's conversions between them. */
public final class Conversions {
    private Conversions() {}

    /** As text; numbers and bools convert, collections and null do not. */
    public static String text(Value value, Position at) {
        if (value instanceof Value.Text text) {
            return text.text();
        } else if (value instanceof Value.Num number) {
            return number.number().stripTrailingZeros().toPlainString();
        } else if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        throw new HclException(at, "a string is needed here, not " + article(value) + ".");
    }

    /** As a number; text that holds one converts. */
    public static BigDecimal number(Value value, Position at) {
        if (value instanceof Value.Num number) {
            return number.number();
        }
        if (value instanceof Value.Text text) {
            try {
                return new BigDecimal(text.text());
            } catch (NumberFormatException e) {
                throw new HclException(at, "'" + text.text() + "' is not a number.");
            }
        }
        throw new HclException(at, "a number is needed here, not " + article(value) + ".");
    }

    /** As a bool; the texts {@code true} and {@code false} convert. */
    public static boolean bool(Value value, Position at) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Value.Text text
                && (text.text().equals("true") || text.text().equals("false"))) {
            return Boolean.parseBoolean(text.text());
        }
        throw new HclException(at, "true or false is needed here, not " + article(value) + ".");
    }

    private static String article(Value value) {
        return value == Value.Null.NULL ? "null" : "a " + value.typeName();
    }
}
