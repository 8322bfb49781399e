package io.drover.status.query;

import io.drover.kit.page.Cursor;
import io.drover.kit.page.Limit;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.select.LabelSelector;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the query parameters of one request and collects everything that is wrong with them. Not thread-safe. */
public final class Parameters {
    private final MultivaluedMap<String, String> given;
    private final List<Fault> faults = new ArrayList<>();

    private Parameters(MultivaluedMap<String, String> given) {
        this.given = given;
    }

    /** Takes the parameters of a route that knows those names; any other is a fault. */
    public static Parameters of(MultivaluedMap<String, String> given, String... names) {
        Parameters parameters = new Parameters(given);
        Set<String> known = Set.of(names);
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> parameters.fault(
                        name,
                        "There is no parameter \"" + name + "\" here"
                                + (known.isEmpty()
                                        ? "."
                                        : "; there are "
                                                + String.join(
                                                        ", ",
                                                        known.stream().sorted().toList()) + ".")));
        given.forEach((name, values) -> {
            if (values.stream().anyMatch(Parameters::hasControlCharacter)) {
                parameters.fault(name, "A control character has no place in a parameter.");
            }
        });
        return parameters;
    }

    private static boolean hasControlCharacter(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }

    /** A text; null when it is missing or empty. */
    public String text(String name) {
        String value = given.getFirst(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Words of an enum in any case, several parted by commas; empty when missing. */
    <E extends Enum<E>> List<E> words(String name, Class<E> type) {
        List<E> words = new ArrayList<>();
        for (String value : given.getOrDefault(name, List.of())) {
            for (String word : value.split(",", -1)) {
                E found = Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElse(null);
                if (found != null) {
                    words.add(found);
                } else if (!value.isEmpty()) {
                    fault(name, "\"" + word + "\" is not a " + name + "; there are " + all(type) + ".");
                }
            }
        }
        return words;
    }

    /** One of some words, the first when missing. */
    String oneOf(String name, String... words) {
        String value = text(name);
        if (value == null) {
            return words[0];
        }
        if (!List.of(words).contains(value)) {
            fault(name, "\"" + value + "\" is not a " + name + "; there are " + String.join(", ", words) + ".");
        }
        return value;
    }

    /** A text that has to be there. */
    String required(String name) {
        String value = text(name);
        if (value == null) {
            fault(name, "The parameter \"" + name + "\" is missing.");
        }
        return value;
    }

    /** The id of something; null when it is missing. */
    Long id(String name) {
        String value = text(name);
        if (value == null || value.matches("[0-9]{1,18}")) {
            return value == null ? null : Long.valueOf(value);
        }
        fault(name, "\"" + value + "\" is not the number of a " + name + ".");
        return null;
    }

    /** True or false; false when it is missing. */
    boolean flag(String name) {
        return "true".equals(oneOf(name, "false", "true"));
    }

    /** A time span from zero to the longest; the usual one when it is missing. */
    Duration duration(String name, Duration usual, Duration longest) {
        String value = text(name);
        try {
            Duration duration = value == null ? usual : Duration.parse(value);
            if (!duration.isNegative() && duration.compareTo(longest) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            fault(name, "\"" + value + "\" is not a time span like " + usual + ".");
            return usual;
        }
        fault(name, "The " + name + " " + value + " is not from PT0S to " + longest + ".");
        return usual;
    }

    LabelSelector selector() {
        String value = text("selector");
        return value == null ? null : checked(() -> LabelSelector.parse(value), null);
    }

    /** The page size; one row more has to be read to know whether there is a next page. */
    int limit() {
        String value = text("limit");
        try {
            Integer number = value == null ? null : Integer.valueOf(value.strip());
            return checked(() -> Limit.of(number), Limit.DEFAULT);
        } catch (NumberFormatException e) {
            fault("limit", "The limit \"" + value + "\" is not a number from 1 to " + Limit.MOST + ".");
            return Limit.DEFAULT;
        }
    }

    /** The key a page starts after, null for the first page. */
    List<String> cursor(int parts) {
        return checked(() -> Cursor.decode(text("cursor"), parts), null);
    }

    /** The key a page starts after when it is made of numbers. */
    List<Long> numericCursor(int parts) {
        List<String> key = cursor(parts);
        try {
            return key == null ? null : key.stream().map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            fault("cursor", "The cursor is not one that this list gave out; start without a cursor.");
            return null;
        }
    }

    public void fault(String name, String detail) {
        faults.add(new Fault(name, detail));
    }

    /** Ends the request when anything was wrong. */
    public void refuseFaults() {
        if (!faults.isEmpty()) {
            throw Problem.of(
                    ProblemType.INVALID_REQUEST,
                    faults.size() == 1 ? faults.get(0).detail() : "The request has " + faults.size() + " faults.",
                    List.copyOf(faults));
        }
    }

    @FunctionalInterface
    private interface Check<T> {
        T run();
    }

    private <T> T checked(Check<T> check, T otherwise) {
        try {
            return check.run();
        } catch (Problem problem) {
            Object found = problem.getParameters().get("faults");
            ((List<?>) found).forEach(fault -> faults.add((Fault) fault));
            return otherwise;
        }
    }

    private static String all(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
