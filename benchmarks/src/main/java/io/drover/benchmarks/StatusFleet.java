package io.drover.benchmarks;

import io.drover.contracts.Event;
import io.drover.contracts.Topics;
import io.drover.embedded.BackingServices;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The status views of a large fleet: how many run events a second they take in, beside a consumer that writes the same
 * events as plain rows, and how long every list takes. A real Kafka, a real PostgreSQL, the packaged service.
 */
public final class StatusFleet {
    private static final int DATABASES = Integer.getInteger("databases", 100_000);
    private static final int EVENTS = Integer.getInteger("events", 120_000);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private StatusFleet() {}

    /** Prints what was measured. Arguments are ignored. */
    public static void main(String[] arguments) throws Exception {
        System.out.printf(
                "%,d databases, %,d deployments, %d cores, load %.1f at the beginning%n",
                DATABASES,
                Fleet.DEPLOYMENTS + 1,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Path folder = Files.createTempDirectory("drover-bench");
        try (BackingServices backing = BackingServices.start(folder.resolve("data"))) {
            measure(backing, folder);
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void measure(BackingServices backing, Path folder) throws Exception {
        long begun = System.nanoTime();
        Fleet fleet = new Fleet(DATABASES);
        BackingServices.Database views = backing.database("status");
        FleetTables tables = new FleetTables(views);
        FleetEvents events = new FleetEvents(backing.bootstrapServers());
        try (Connection own = tables.connect()) {
            try (StatusProcess service = StatusProcess.start(backing, views, folder)) {
                tables.fill(fleet);
                events.say(fleet.pushes());
                events.say(fleet.newest());
                awaitPlanned(own);
            }
            tables.tidy();
            List<Event> runs = fleet.runs(Math.min(DATABASES, EVENTS / 2));
            events.say(runs);
            System.out.printf("filled in %.0f s%n", (System.nanoTime() - begun) / 1e9);
            try (StatusProcess service = StatusProcess.start(backing, views, folder)) {
                double projected = projected(own, runs.size());
                double read = events.read(runs.size(), null);
                double plain = plain(tables, events, runs.size());
                System.out.printf(
                        "projection %,.0f run events/s; only reading %,.0f; plain rows %,.0f; ratio %.2f%n",
                        projected, read, plain, plain / projected);
                tables.tidy();
                if (Integer.getInteger("requests", 200) > 0) {
                    new QueryTimes(service, fleet).print();
                }
            }
        }
        System.out.printf("took %.0f s%n", (System.nanoTime() - begun) / 1e9);
    }

    /** Events per second after the first fifth, with which the service warms up. */
    private static double projected(Connection views, int events) throws Exception {
        int warm = events / 5;
        await(() -> reached(views) >= warm);
        long from = reached(views);
        long begun = System.nanoTime();
        await(() -> reached(views) >= events);
        return (events - from) / ((System.nanoTime() - begun) / 1e9);
    }

    private static long reached(Connection views) throws SQLException {
        try (PreparedStatement query =
                views.prepareStatement("SELECT coalesce(sum(next_offset), 0) FROM projected WHERE topic = ?")) {
            query.setString(1, Topics.RUN_EVENTS);
            return first(query);
        }
    }

    private static void awaitPlanned(Connection views) throws Exception {
        await(() -> {
            try (PreparedStatement query =
                    views.prepareStatement("SELECT coalesce(sum(runs), 0) FROM run_count WHERE deployment = ?")) {
                query.setLong(1, Fleet.NEWEST);
                return first(query) >= DATABASES;
            }
        });
    }

    private static long first(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static double plain(FleetTables tables, FleetEvents events, int count) throws SQLException {
        try (Connection into = tables.connect();
                Statement statement = into.createStatement()) {
            statement.execute("CREATE TABLE plain (id bigserial PRIMARY KEY, key text NOT NULL, body jsonb NOT NULL)");
            into.setAutoCommit(false);
            double rate = events.read(count, into);
            statement.execute("DROP TABLE plain");
            into.commit();
            return rate;
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the views do not get further");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
