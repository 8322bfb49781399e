package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.directory.Txtar;
import io.drover.engine.split.SplitException;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What of a file is executed, and what is asked before. Offsets and lines are those of the file. */
final class FileStatements {

    private static final String ASSERT = "assert";
    private static final String ONE_OF = "oneof";
    private static final Pattern QUESTION = Pattern.compile("(?i)\\(*\\s*(SELECT|WITH|VALUES|TABLE)\\b");

    private FileStatements() {}

    static List<Statement> of(Migration file, SplitRules rules) throws Refusal {
        Optional<Txtar> archive = file.txtar();
        return archive.isPresent()
                ? split(file, archive.get().migration(), rules)
                : split(file, file.content(), 1, rules);
    }

    /** The checks of an archive, those without statements left out; nothing for any other file. */
    static List<FileCheck> checks(Migration file, SplitRules rules) throws Refusal {
        List<FileCheck> checks = new ArrayList<>();
        for (Txtar.Section section : file.txtar().map(Txtar::checks).orElse(List.of())) {
            List<Statement> statements = split(file, section, rules);
            for (Statement statement : statements) {
                refuseUnlessQuestion(file, section, statement);
            }
            if (!statements.isEmpty()) {
                boolean oneOf = section.directives().values(ASSERT).contains(ONE_OF);
                refuseMisplaced(file, section, oneOf, statements.get(0));
                checks.add(new FileCheck(section.name(), oneOf, statements));
            }
        }
        return List.copyOf(checks);
    }

    /** A directive that speaks for the section but belongs to its first statement would not be followed. */
    private static void refuseMisplaced(Migration file, Txtar.Section section, boolean oneOf, Statement first)
            throws Refusal {
        if (!oneOf && first.directives(ASSERT).contains(ONE_OF)) {
            throw new Refusal(new Problem.UnsupportedOption(
                    file.fileName(),
                    section.name() + " of \"" + file.fileName()
                            + "\": atlas:assert oneof needs an empty line below it to count for the section"));
        }
    }

    private static void refuseUnlessQuestion(Migration file, Txtar.Section section, Statement statement)
            throws Refusal {
        if (!QUESTION.matcher(statement.text()).lookingAt()) {
            throw new Refusal(new Problem.UnsupportedOption(
                    file.fileName(),
                    section.name() + " of \"" + file.fileName() + "\" holds " + GoQuote.quote(statement.text())
                            + ": a check asks the database, it begins with SELECT, WITH, VALUES or TABLE"));
        }
    }

    private static List<Statement> split(Migration file, Txtar.Section section, SplitRules rules) throws Refusal {
        return split(file, section.content(), section.line(), rules).stream()
                .map(statement -> new Statement(
                        statement.text(),
                        section.offset() + statement.offset(),
                        statement.length(),
                        statement.directives()))
                .toList();
    }

    private static List<Statement> split(Migration file, byte[] content, int firstLine, SplitRules rules)
            throws Refusal {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return StatementSplitter.of(rules).split(text);
        } catch (SplitException e) {
            throw new Refusal(new Problem.UnsplittableFile(
                    file.fileName(), file.version(), e.inFileFrom(firstLine).getMessage()));
        } catch (CharacterCodingException e) {
            throw new Refusal(
                    new Problem.UnsplittableFile(file.fileName(), file.version(), "the file is not written in UTF-8"));
        }
    }
}
