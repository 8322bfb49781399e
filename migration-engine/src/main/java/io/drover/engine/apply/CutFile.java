package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What a file is cut into, found out once for all the targets that it goes to. Forgotten with its directory, or when memory
 * gets scarce; files so long that their text counts are cut each time.
 *
 * @param unfitForTransaction why it cannot be one transaction; null when it can
 */
record CutFile(SplitRules rules, List<Statement> statements, Problem unfitForTransaction) {

    private static final int LONGEST_KNOWN = 1 << 20;

    private static final Map<Migration, SoftReference<CutFile>> KNOWN =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** Thread-safe. */
    static CutFile of(Migration file, SplitRules rules) throws Refusal {
        SoftReference<CutFile> reference = KNOWN.get(file);
        CutFile known = reference == null ? null : reference.get();
        if (known != null && known.rules == rules) {
            return known;
        }
        CutFile cut = cut(file, rules);
        if (file.content().length <= LONGEST_KNOWN) {
            KNOWN.put(file, new SoftReference<>(cut));
        }
        return cut;
    }

    private static CutFile cut(Migration file, SplitRules rules) throws Refusal {
        List<Statement> statements = FileStatements.of(file, rules);
        return new CutFile(rules, statements, TransactionControl.problemIn(file, statements, rules));
    }
}
