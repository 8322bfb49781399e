package io.drover.engine.split;

import java.util.List;

/**
 * One statement of a migration file.
 *
 * @param text what the database executes; a closing {@code ;} stays in it, a custom delimiter does not
 * @param offset where the text begins in the file, in UTF-8 bytes
 * @param length of the text in UTF-8 bytes
 * @param directives those of the comments directly above it, in file order; a blank line below a comment cuts it off
 */
public record Statement(String text, int offset, int length, List<Directive> directives) {

    public Statement {
        directives = List.copyOf(directives);
    }

    /** A statement without directives. */
    public Statement(String text, int offset, int length) {
        this(text, offset, length, List.of());
    }

    /** Values of all directives of this name. */
    public List<String> directives(String name) {
        return directives.stream()
                .filter(directive -> directive.name().equals(name))
                .map(Directive::value)
                .toList();
    }
}
