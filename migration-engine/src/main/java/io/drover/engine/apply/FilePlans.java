package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.split.SplitException;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            List<Statement> statements = split(file, rules);
            Revision earlier = byVersion.get(file.version());
            if (earlier != null) {
                prove(file, statements, earlier);
            }
            boolean transactional = transactional(file, options.txMode());
            if (transactional) {
                TransactionControl.refuseIn(file, statements, rules);
            }
            plans.add(new FilePlan(file, statements, earlier, transactional));
        }
        return List.copyOf(plans);
    }

    static List<Statement> split(Migration file, SplitRules rules) throws Refusal {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.content()))
                    .toString();
            return StatementSplitter.of(rules).split(text);
        } catch (SplitException e) {
            throw new Refusal(new Problem.UnsplittableFile(file.fileName(), file.version(), e.getMessage()));
        } catch (CharacterCodingException e) {
            throw new Refusal(
                    new Problem.UnsplittableFile(file.fileName(), file.version(), "the file is not written in UTF-8"));
        }
    }

    private static void prove(Migration file, List<Statement> statements, Revision revision) throws Refusal {
        if (revision.isAmbiguous()) {
            throw new Refusal(new Problem.Ambiguous(
                    file.fileName(), file.version(), revision.applied() + 1, revision.errorStatement()));
        }
        proveApplied(file, statements, revision);
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
            throw unsupported(file, "multiple txmode values found in file " + name + ": " + values);
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
