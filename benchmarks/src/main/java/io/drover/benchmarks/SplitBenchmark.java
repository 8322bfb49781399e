package io.drover.benchmarks;

import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** Cutting a file of exactly a million bytes of ordinary SQL: operations per second are megabytes per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class SplitBenchmark {

    private static final int MEGABYTE = 1_000_000;
    private static final String PIECE = """
            -- the customer's order %1$d; with its lines
            CREATE TABLE orders_%1$d (
              id bigint NOT NULL PRIMARY KEY,
              customer_id bigint NOT NULL REFERENCES customers (id),
              note varchar(255) DEFAULT 'none; yet',
              total numeric(12, 2) /* with tax; */
            );
            CREATE INDEX orders_%1$d_by_customer ON orders_%1$d (customer_id);
            INSERT INTO orders_%1$d (id, customer_id, note, total) VALUES (1, 7, 'it''s; paid', 12.50), (2, 8, 'x', 3);
            ALTER TABLE orders_%1$d ADD COLUMN delivered_at timestamp;
            """;

    @Param
    SplitRules rules;

    private String text;
    private StatementSplitter splitter;

    @Setup
    public void writeFile() {
        StringBuilder pieces = new StringBuilder();
        int written = 0;
        while (pieces.length() < MEGABYTE - 1_000) {
            pieces.append(PIECE.formatted(written++));
        }
        text = pieces.append(" ".repeat(MEGABYTE - pieces.length())).toString();
        splitter = StatementSplitter.of(rules);
        if (split().size() != 4 * written) {
            throw new IllegalStateException("the file does not split into " + 4 * written + " statements");
        }
    }

    @Benchmark
    public List<Statement> split() {
        return splitter.split(text);
    }

    /** The floor: looking for every semicolon of the same text. */
    @Benchmark
    public int semicolons() {
        int found = 0;
        for (int at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
            found++;
        }
        return found;
    }
}
