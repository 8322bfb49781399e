package io.drover.engine.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directives of one file, gathered comment by comment and given to the statement that follows. */
final class StatementDirectives {

    private static final String ATLAS = "atlas:";
    private static final Pattern DIRECTIVE = Pattern.compile("atlas:(\\w+)(?: +(.+))?", Pattern.DOTALL);

    private final String text;
    private final List<Directive> group = new ArrayList<>();
    private final Map<Integer, List<Directive>> byStart = new HashMap<>();

    StatementDirectives(String text) {
        this.text = text;
    }

    /** A comment that stands before a statement; one with an empty line below it belongs to no statement. */
    void comment(int from, int to) {
        boolean block = text.charAt(from) == '/';
        int name = from + (text.charAt(from) == '#' ? 1 : 2);
        if (text.charAt(from) == '-' && name < to && text.charAt(name) == ' ') {
            name++;
        }
        if (text.startsWith(ATLAS, name)) {
            add(text.substring(name, block ? to - 2 : to).strip(), block);
        }
        int emptyLine = block ? afterLineEnd(to) : to;
        if (!group.isEmpty() && emptyLine >= 0 && afterLineEnd(emptyLine) >= 0) {
            group.clear();
        }
    }

    /** The comments so far are those of the statement that begins here. */
    void statement(int start) {
        if (!group.isEmpty()) {
            byStart.put(start, List.copyOf(group));
            group.clear();
        }
    }

    List<Directive> of(int start) {
        return byStart.isEmpty() ? List.of() : byStart.getOrDefault(start, List.of());
    }

    private void add(String comment, boolean block) {
        Matcher matcher = DIRECTIVE.matcher(comment);
        if (matcher.lookingAt() && !(block && comment.indexOf('\n') >= 0)) {
            String value = matcher.group(2);
            group.add(new Directive(matcher.group(1), value == null ? "" : value.strip()));
        }
    }

    /** Where the text goes on after the line end that is here; -1 when there is none. */
    private int afterLineEnd(int from) {
        if (text.startsWith("\n", from)) {
            return from + 1;
        }
        return text.startsWith("\r\n", from) ? from + 2 : -1;
    }
}
