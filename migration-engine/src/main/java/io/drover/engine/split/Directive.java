package io.drover.engine.split;

/**
 * An {@code atlas:name value} comment that belongs to one statement.
 *
 * @param name such as {@code nolint}
 * @param value what follows the name, trimmed; empty when nothing does
 */
public record Directive(String name, String value) {}
