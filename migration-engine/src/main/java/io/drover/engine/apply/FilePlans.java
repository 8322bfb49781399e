package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes files ready: cut into statements, their transaction mode known, what is already applied of them proven. */
final class FilePlans {

    private static final String TXMODE = "txmode";

    private FilePlans() {}

    static List<FilePlan> of(List<Migration> files, List<Revision> revisions, ApplyOptions options, SplitRules rules)
            throws Refusal {
        Map<String, Revision> byVersion = new HashMap<>();
        revisions.forEach(revision -> byVersion.put(revision.version(), revision));
        List<FilePlan> plans = new ArrayList<>(files.size());
        for (Migration file : files) {
            CutFile cut = CutFile.of(file, rules);
            List<Statement> statements = cut.statements();
            Revision earlier = byVersion.get(file.version());
            if (earlier != null) {
                refuseAmbiguity(file, earlier);
                proveApplied(file, statements, earlier);
            }
            boolean transactional = transactional(file, options.txMode());
            if (transactional && cut.unfitForTransaction() != null) {
                throw new Refusal(cut.unfitForTransaction());
            }
            plans.add(new FilePlan(file, FileStatements.checks(file, rules), statements, earlier, transactional));
        }
        return List.copyOf(plans);
    }

    static List<Statement> split(Migration file, SplitRules rules) throws Refusal {
        return CutFile.of(file, rules).statements();
    }

    /** A statement that may have run is executed again only when that makes no difference. */
    private static void refuseAmbiguity(Migration file, Revision revision) throws Refusal {
        if (revision.isAmbiguous() && !HarmlessTwice.is(revision.errorStatement())) {
            throw new Refusal(new Problem.Ambiguous(
                    file.fileName(), file.version(), revision.applied() + 1, revision.errorStatement()));
        }
    }

    /** The statements that were applied are still the same, by their hashes. */
    static void proveApplied(Migration file, List<Statement> statements, Revision revision) throws Refusal {
        List<String> now = PartialHashes.of(statements);
        List<String> then = revision.partialHashes();
        for (int i = 0; i < revision.applied(); i++) {
            if (i >= now.size() || i >= then.size() || !now.get(i).equals(then.get(i))) {
                throw new Refusal(new Problem.HistoryChanged(file.fileName(), file.version(), i + 1));
            }
        }
    }

    private static boolean transactional(Migration file, TxMode global) throws Refusal {
        List<String> values = file.directives().values(TXMODE);
        String name = "\"" + file.fileName() + "\"";
        if (values.isEmpty()) {
            return global != TxMode.NONE;
        }
        if (values.size() > 1) {
            throw unsupported(
                    file,
                    "multiple txmode values found in file " + name + ": "
                            + values.stream().map(GoQuote::quote).collect(Collectors.joining(" ", "[", "]")));
        }
        String value = values.get(0);
        if (value.equals("all")) {
            throw unsupported(
                    file, "txmode \"all\" is not allowed in file directive " + name + ". Use \"file\" instead");
        }
        if (!value.equals("none") && !value.equals("file")) {
            throw unsupported(file, "unknown txmode \"" + value + "\" found in file directive " + name);
        }
        if (global == TxMode.ALL) {
            throw unsupported(
                    file,
                    "cannot set txmode directive to \"" + value + "\" in " + name
                            + " when txmode \"all\" is set globally");
        }
        return value.equals("file");
    }

    private static Refusal unsupported(Migration file, String sentence) {
        return new Refusal(new Problem.UnsupportedOption(file.fileName(), sentence));
    }
}
