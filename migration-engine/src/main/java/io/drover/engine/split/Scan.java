package io.drover.engine.split;

import java.util.List;

final class Scan {
    private final SplitRules rules;
    private final String text;

    Scan(SplitRules rules, String text) {
        this.rules = rules;
        this.text = text;
    }

    List<Statement> statements() {
        throw new UnsupportedOperationException(rules + text);
    }
}
