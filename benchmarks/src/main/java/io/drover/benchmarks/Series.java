package io.drover.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Rounds of one comparison: milliseconds per target of either side, and what one is to the other. */
final class Series {

    private final String database;
    private final String workload;
    private final List<Double> engine = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    Series(String database, String workload) {
        this.database = database;
        this.workload = workload;
    }

    /** @param nanos of the engine and of bare JDBC, for so many targets each */
    void add(long[] nanos, int targets) {
        engine.add(nanos[0] / 1e6 / targets);
        bare.add(nanos[1] / 1e6 / targets);
        ratios.add((double) nanos[0] / nanos[1]);
    }

    @Override
    public String toString() {
        return "%-10s  %-36s  engine %s ms  bare %s ms  ratio %s"
                .formatted(database, workload, spread(engine), spread(bare), spread(ratios));
    }

    /** Median, and lowest to highest. */
    private static String spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return "%.2f (%.2f to %.2f)"
                .formatted(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
