package io.drover.all;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The main flow on four tenants: a rollout that goes well, one that fails on the last tenant, the repair. */
final class DemoWalk {
    private static final String CONFIGURATION = """
            locals { tenant = ["tenant_1", "tenant_2", "tenant_3", "tenant_4"] }
            env "prod" {
              for_each = toset(local.tenant)
              url      = "sqlite://${each.value}.db"
              migration { dir = "atlas://db-per-tenant" }
            }
            """;
    private static final String CREATE_USERS = """
            CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            CREATE INDEX users_name ON users (name);
            """;
    private static final String SEED_USERS = """
            INSERT INTO users (id, name) VALUES (1, "a8m");
            INSERT INTO users (id, name) VALUES (2, "rotemtam");
            """;
    private static final Pattern DEPLOYMENT = Pattern.compile("/deployments/sets/(\\d+)");

    private final DemoScreen screen;
    private final DemoTerminal terminal;
    private final Path shop;
    private final Path drafts;
    private final String url;

    /**
     * @param folder where the demo may write
     * @param url of the running stack
     */
    DemoWalk(Shell shell, DemoScreen screen, Path folder, String url) throws IOException {
        this.screen = screen;
        this.shop = Files.createDirectories(folder.resolve("shop"));
        this.drafts = Files.createDirectories(folder.resolve("drafts"));
        this.url = url;
        Map<String, String> environment = new HashMap<>(shell.environment());
        environment.remove("DROVER_SERVER");
        environment.remove("DROVER_TOKEN");
        environment.remove("VISUAL");
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        // the "editor" of the demo copies a draft: the only part of the walk that is not as it would be for a person
        environment.put(
                "EDITOR", "cp '" + drafts.resolve("draft.sql").toString().replace("'", "'\\''") + "'");
        this.terminal =
                new DemoTerminal(new Shell(shop, environment, shell.out(), shell.err(), shell.terminal()), screen);
    }

    void run() throws IOException {
        screen.title("1. Four tenants, a database each, one configuration");
        Files.writeString(shop.resolve("atlas.hcl"), CONFIGURATION);
        screen.command("cat atlas.hcl");
        screen.output(CONFIGURATION);
        terminal.run(0, contains("Logged in"), "login", url);
        firstRollout();
        failingRollout();
    }

    private void firstRollout() throws IOException {
        screen.title("2. The first migration: write it, push it, apply it to all");
        write("create_users", CREATE_USERS);
        terminal.run(0, contains("/dirs/db-per-tenant"), "migrate", "push", "--env", "prod", "db-per-tenant");
        screen.say("The registry keeps this version for good. Applying it is one order to the control plane; the agents"
                + " next to the databases carry it out:");
        terminal.run(0, contains("4 succeeded, 0 had nothing to do, 0 failed"), "migrate", "apply", "--env", "prod");
        terminal.view(states(4, 0, 0), "databases", "list");
        screen.say("Once more, to see that nothing runs twice:");
        terminal.run(0, contains("0 succeeded, 4 had nothing to do, 0 failed"), "migrate", "apply", "--env", "prod");
    }

    private void failingRollout() throws IOException {
        screen.title("3. The second migration, and a tenant that is not like the others");
        write("seed_users", SEED_USERS);
        screen.say("Meanwhile somebody inserted a row into tenant_4 by hand:");
        sql("INSERT INTO users (id, name) VALUES (1, 'somebody')");
        terminal.run(0, contains("/dirs/db-per-tenant"), "migrate", "push", "--env", "prod", "db-per-tenant");
        screen.say("Pushing makes every tenant Pending; nobody had to be asked:");
        terminal.view(states(0, 4, 0), "databases", "list");
        String applied =
                terminal.run(1, contains("UNIQUE constraint failed: users.id"), "migrate", "apply", "--env", "prod");
        screen.say("Three are migrated. The fourth was rolled back as a whole, and everybody can see why:");
        terminal.view(states(3, 0, 1), "databases", "list");

        screen.title("4. The repair");
        sql("UPDATE users SET id = 100 WHERE name = 'somebody'");
        terminal.run(
                0, contains("4 succeeded, 0 had nothing to do, 0 failed"), "deployments", "retry", deployment(applied));
        terminal.view(states(4, 0, 0), "databases", "list");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(drafts.resolve("draft.sql"), content);
        String file = terminal.run(0, contains(name + ".sql"), "migrate", "new", "--edit", name)
                .strip();
        screen.command("cat " + file);
        screen.output(Files.readString(shop.resolve(file)));
    }

    private void sql(String statement) {
        screen.command("sqlite3 tenant_4.db \"" + statement + "\"");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop.resolve("tenant_4.db"));
                Statement executor = connection.createStatement()) {
            executor.execute(statement);
        } catch (SQLException e) {
            throw Failure.failed("tenant_4.db cannot be changed: " + e.getMessage());
        }
    }

    private static String deployment(String output) {
        Matcher link = DEPLOYMENT.matcher(output);
        if (!link.find()) {
            throw Failure.failed("the link of the deployment is missing in the output.");
        }
        return link.group(1);
    }

    private static Predicate<String> contains(String text) {
        return output -> output.contains(text);
    }

    private static Predicate<String> states(int synced, int pending, int error) {
        return output -> count(output, "SYNCED") == synced
                && count(output, "PENDING") == pending
                && count(output, "  ERROR  ") == error;
    }

    private static long count(String output, String state) {
        return output.lines().skip(1).filter(line -> line.contains(state)).count();
    }
}
