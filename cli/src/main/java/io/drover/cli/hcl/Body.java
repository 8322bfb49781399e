package io.drover.cli.hcl;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands between two braces, or in a whole file: attributes by name and blocks, both in order. */
public record Body(Map<String, Expression> attributes, List<Block> blocks, Position position) {
    /** The blocks of one type, in order. */
    public List<Block> blocks(String type) {
        return blocks.stream().filter(block -> block.type().equals(type)).toList();
    }

    /** The first block of one type. */
    public Optional<Block> block(String type) {
        return blocks(type).stream().findFirst();
    }

    /** The expression of an attribute. */
    public Optional<Expression> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }
}
