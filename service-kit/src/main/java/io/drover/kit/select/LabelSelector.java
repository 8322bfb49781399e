package io.drover.kit.select;

import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses targets by their labels: {@code region=eu,tier in (gold,silver),!legacy}. All conditions must hold. Forms:
 * {@code key=value}, {@code key==value}, {@code key!=value}, {@code key in (a,b)}, {@code key notin (a,b)}, {@code key}
 * (has the label), {@code !key} (has it not). {@code !=} and {@code notin} also hold where the label is missing.
 */
public record LabelSelector(List<Condition> conditions) {
    private static final String KEY = "[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,98}[A-Za-z0-9])?";
    private static final String VALUE = "[A-Za-z0-9._/:@-]{0,200}";
    private static final Pattern WHOLE_VALUE = Pattern.compile(VALUE);
    private static final Pattern CONDITION = Pattern.compile("\\s*(?:(?<not>!)\\s*(?<absent>" + KEY + ")"
            + "|(?<key>" + KEY + ")\\s*(?:(?<op>==|!=|=)\\s*(?<value>" + VALUE + ")"
            + "|\\s(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?)\\s*(?:,|$)");

    /** How a condition compares. */
    enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        ABSENT
    }

    /** One condition on one label. */
    public record Condition(String key, Operator operator, List<String> values) {
        boolean holds(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case ABSENT -> value == null;
            };
        }

        private String sql(String column, List<Object> parameters) {
            parameters.add(key);
            if (operator == Operator.EXISTS) {
                return "jsonb_exists(" + column + ", ?)";
            }
            if (operator == Operator.ABSENT) {
                return "NOT jsonb_exists(" + column + ", ?)";
            }
            parameters.addAll(values);
            String list = values.stream().map(value -> "?").collect(Collectors.joining(", "));
            return operator == Operator.IN
                    ? "(" + column + " ->> ?) IN (" + list + ")"
                    : "coalesce((" + column + " ->> ?) NOT IN (" + list + "), true)";
        }
    }

    /**
     * Reads a selector.
     *
     * @throws Problem {@code invalid-request} that says where it stops making sense
     */
    public static LabelSelector parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        Matcher matcher = CONDITION.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at || matcher.end() == at) {
                throw unreadable(text, at);
            }
            conditions.add(condition(text, matcher));
            at = matcher.end();
        }
        if (conditions.isEmpty() || text.stripTrailing().endsWith(",")) {
            throw unreadable(text, text.length());
        }
        return new LabelSelector(List.copyOf(conditions));
    }

    private static Condition condition(String text, Matcher matcher) {
        if (matcher.group("not") != null) {
            return new Condition(matcher.group("absent"), Operator.ABSENT, List.of());
        }
        String key = matcher.group("key");
        if (matcher.group("op") != null) {
            Operator operator = matcher.group("op").equals("!=") ? Operator.NOT_IN : Operator.IN;
            return new Condition(key, operator, List.of(matcher.group("value")));
        }
        if (matcher.group("set") != null) {
            Operator operator = matcher.group("set").equals("in") ? Operator.IN : Operator.NOT_IN;
            List<String> values = Pattern.compile(",")
                    .splitAsStream(matcher.group("values"))
                    .map(String::strip)
                    .toList();
            if (!values.stream().allMatch(value -> WHOLE_VALUE.matcher(value).matches())) {
                throw unreadable(text, matcher.start("values"));
            }
            return new Condition(key, operator, values);
        }
        return new Condition(key, Operator.EXISTS, List.of());
    }

    private static Problem unreadable(String text, int at) {
        String detail = "The selector \"" + text + "\" is not readable at character " + (at + 1)
                + "; it looks like region=eu,tier in (gold,silver),!legacy.";
        return Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("selector", detail)));
    }

    /** True when all conditions hold. */
    public boolean matches(Map<String, String> labels) {
        return conditions.stream().allMatch(condition -> condition.holds(labels));
    }

    /**
     * The same as an SQL condition over a jsonb column of labels.
     *
     * @param column name of the column, trusted
     * @param parameters where the values for the question marks are added, in order
     */
    public String sql(String column, List<Object> parameters) {
        return conditions.stream()
                .map(condition -> condition.sql(column, parameters))
                .collect(Collectors.joining(" AND ", "(", ")"));
    }
}
