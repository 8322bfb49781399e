package io.drover.kit.page;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param next pass it as {@code cursor} to get the next page; null on the last one
 */
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page from one row more than was asked for: the surplus row only tells that there is a next page.
     *
     * @param rows up to {@code limit + 1} rows
     * @param key what the next page starts after, taken from the last row shown
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, List<String>> key) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> shown = rows.subList(0, limit);
        return new Page<>(shown, Cursor.encode(key.apply(shown.get(limit - 1))));
    }
}
