package io.drover.benchmarks;

import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to cut a migration file into statements, beside looking for every semicolon in the same text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SplitBenchmark {

    /** Statements of the file. */
    @Param({"10", "1000"})
    int statements;

    private String text;
    private StatementSplitter splitter;

    @Setup
    public void writeFile() {
        text = IntStream.range(0, statements).mapToObj(i -> """
                        -- the customer's order %1$d; with its lines
                        INSERT INTO orders (id, note, total) VALUES (%1$d, 'it''s; paid', (SELECT sum(price) FROM lines WHERE id = %1$d));
                        """.formatted(i)).collect(Collectors.joining());
        splitter = StatementSplitter.of(SplitRules.SQLITE);
        if (split().size() != statements) {
            throw new IllegalStateException("the file does not split into " + statements + " statements");
        }
    }

    @Benchmark
    public List<Statement> split() {
        return splitter.split(text);
    }

    /** The floor: one look at every character. */
    @Benchmark
    public int semicolons() {
        int found = 0;
        for (int at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
            found++;
        }
        return found;
    }
}
