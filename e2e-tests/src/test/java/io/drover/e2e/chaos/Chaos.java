package io.drover.e2e.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Fleet;
import io.drover.e2e.fixture.Ledger;
import io.drover.e2e.fixture.Order;
import io.drover.e2e.fixture.RebuiltViews;
import io.drover.e2e.fixture.Relay;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Round after round: one more migration is pushed and deployed to all tenants while parts die; then all is healed, the
 * deployment comes to its end, and the ledger of every tenant is read. In the end the views are rebuilt from the topics.
 */
final class Chaos {
    private final FaultStack stack;
    private final long seed;
    private final int files;
    private final int databases;
    private final int everyMillis;
    private final Duration longestHarm;

    /**
     * @param files tenants that are SQLite files
     * @param databases tenants that are PostgreSQL databases behind a relay
     * @param everyMillis mean time between two faults
     * @param longestHarm how long a round is harmed at most
     */
    Chaos(FaultStack stack, long seed, int files, int databases, int everyMillis, Duration longestHarm) {
        this.stack = stack;
        this.seed = seed;
        this.files = files;
        this.databases = databases;
        this.everyMillis = everyMillis;
        this.longestHarm = longestHarm;
    }

    /** Goes on until that much time has passed and that many processes were killed. */
    void run(String directory, Duration atLeast, int kills) throws InterruptedException {
        say("chaos with -Dchaos.seed=" + seed);
        Instant started = Instant.now();
        try (Relay relay = Relay.to(stack.postgres().port())) {
            Fleet fleet = Fleet.of(stack, directory).postgres(databases, relay).sqlite(files);
            Faults faults = new Faults(stack, relay, fleet.names().subList(0, databases), seed, everyMillis);
            int round = 0;
            while (faults.kills() < kills || Instant.now().isBefore(started.plus(atLeast))) {
                round++;
                Instant begun = Instant.now();
                Deployment deployment = harmed(fleet, faults, round);
                deployment.awaitSucceededAfterRetries(failed -> repaired(fleet, failed));
                Ledger.of(fleet).since(deployment).check();
                say("round " + round + ": deployment " + deployment.id() + " clean after "
                        + Duration.between(begun, Instant.now()).toSeconds() + " s; so far "
                        + faults.kills() + " kills, faults " + faults.done());
            }
            RebuiltViews.checkAgainst(stack);
            Ledger.checkWhole(stack, directory);
            say(round + " rounds over " + fleet.names().size() + " tenants in "
                    + Duration.between(started, Instant.now()).toMinutes() + " min, " + faults.kills()
                    + " kills, faults " + faults.done() + ": every ledger clean, views rebuilt equal");
        }
    }

    private Deployment harmed(Fleet fleet, Faults faults, int round) throws InterruptedException {
        migrate(fleet, round);
        faults.start();
        try {
            Deployment deployment = fleet.deploy(Order.standard().atMost(24));
            faults.on(deployment);
            awaitEndOrEnough(deployment);
            return deployment;
        } finally {
            faults.stopAndHeal();
        }
    }

    private static void migrate(Fleet fleet, int round) {
        String version = "%05d".formatted(round);
        switch (round % 4) {
            case 2:
                fleet.migration(version, "CREATE TABLE t_" + version + " (id int PRIMARY KEY, name text);\n");
                break;
            case 3:
                fleet.migration(version, "CREATE INDEX i_" + version + " ON ledger (migration);\n");
                break;
            case 0:
                fleet.unrecordedMigration(
                        version,
                        "-- atlas:txmode none\n\nCREATE INDEX IF NOT EXISTS n_" + version + " ON ledger (at);\n");
                break;
            default:
                fleet.costlyMigration(version);
        }
    }

    private void awaitEndOrEnough(Deployment deployment) {
        try {
            await("the end in spite of all")
                    .atMost(longestHarm)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsMatching(
                            thrown -> thrown instanceof UncheckedIOException || thrown instanceof AssertionError)
                    .until(() -> Deployment.FINISHED.contains(deployment.state()));
        } catch (ConditionTimeoutException harmedEnough) {
            say("deployment " + deployment.id() + " is left alone now");
        }
    }

    /**
     * What a person does about a statement of which nobody knows whether it ran: the ones used here may run again, so the
     * revision is told that it has not.
     */
    private static boolean repaired(Fleet fleet, JsonNode failed) {
        if (!failed.path("error").path("code").asText().equals("ambiguous")) {
            return false;
        }
        String tenant = failed.path("target").asText();
        String schema =
                fleet.of(tenant).jdbcUrl(tenant).startsWith("jdbc:postgresql:") ? "atlas_schema_revisions." : "";
        fleet.of(tenant)
                .execute(
                        tenant,
                        "UPDATE " + schema
                                + "atlas_schema_revisions SET error = NULL, error_stmt = NULL WHERE version = '"
                                + failed.path("error").path("version").asText() + "'");
        return true;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
