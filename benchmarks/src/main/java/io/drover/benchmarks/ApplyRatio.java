package io.drover.benchmarks;

import io.drover.embedded.PostgresServer;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much the engine costs beside {@link BareJdbc} that does the same work. Both sides take turns, target by target, and
 * change who begins; the first rounds warm up, as an agent is warm that lives for weeks, and do not count. JMH is not used
 * because it measures one side after the other, and disks have moods.
 */
public final class ApplyRatio {

    private static final int WARM_UP = Integer.getInteger("warmup", 300);
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final MigrationEngine ENGINE = new MigrationEngine("bench");

    private ApplyRatio() {}

    /** Prints one line per database and workload. Arguments are ignored. */
    public static void main(String[] arguments) throws Exception {
        System.out.printf(
                "%d rounds, %d cores, load %.1f at the beginning%n",
                ROUNDS,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Path folder = Files.createTempDirectory("drover-bench");
        List<Target> files = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            files.add(new SqliteTarget(folder.resolve("tenant_" + i + ".db")));
        }
        compare("SQLite", files);
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
            List<Target> databases = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                databases.add(new PostgresTarget(server.database("tenant_" + i), server.port()));
            }
            compare("PostgreSQL", databases);
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void compare(String database, List<Target> targets) throws Exception {
        Series newTenant = new Series(database, "new tenant, 3 files, 12 statements");
        Series nextVersion = new Series(database, "next version, 1 file, 4 statements");
        Series both = new Series(database, "a target: both, one after the other");
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long[] first = new long[2];
            long[] next = new long[2];
            for (int i = 0; i < targets.size(); i += 2) {
                int engine = (round + i / 2) & 1;
                for (int turn = 0; turn < 2; turn++) {
                    boolean ours = turn == engine;
                    Target target = targets.get(i + turn);
                    target.empty();
                    first[ours ? 0 : 1] += time(ours, target, Workload.newTenant());
                    next[ours ? 0 : 1] += time(ours, target, Workload.nextVersion());
                }
            }
            if (round >= 0) {
                newTenant.add(first, targets.size() / 2);
                nextVersion.add(next, targets.size() / 2);
                both.add(new long[] {first[0] + next[0], first[1] + next[1]}, targets.size() / 2);
            }
        }
        System.out.println(newTenant);
        System.out.println(nextVersion);
        System.out.println(both);
    }

    private static long time(boolean ours, Target target, Workload workload) throws Exception {
        MigrationDirectory directory = workload.directory();
        long begin = System.nanoTime();
        if (ours) {
            ApplyOutcome outcome = ENGINE.apply(target.url(), directory, ApplyOptions.defaults(), event -> {});
            if (!(outcome instanceof ApplyOutcome.Applied)) {
                throw new IllegalStateException("not applied: " + outcome);
            }
        } else {
            BareJdbc.apply(target, workload);
        }
        return System.nanoTime() - begin;
    }
}
