package io.drover.kit.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where: a JSON pointer into the body ({@code /targets/items/0/url}), {@code line 17} of a bulk, a file
 *     name, or the name of a query parameter
 * @param detail what is wrong and what would be right, one sentence
 */
public record Fault(String pointer, String detail) {}
