package io.drover.e2e.chain;

import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.PostgresTenants;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.Tenants;
import io.drover.e2e.fixture.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The password of the tenants' server is a reference all the way: only the agents know what it stands for. */
class PostgresSeedWalkIT implements SeedWalkContract {
    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    static Path server;

    @TempDir
    Path folder;

    private static PostgresTenants postgres;
    private Workspace workspace;

    @BeforeAll
    static void aServerWithFourDatabases() {
        postgres = PostgresTenants.start(server, TENANTS);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void aProjectThatNamesThePasswordByReference() {
        workspace = Workspace.create(folder, STACK.url(), "seed-postgres", TENANTS, postgres.urlInHcl("${each.value}"));
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public Tenants tenants() {
        return postgres;
    }

    @Override
    public Api api() {
        return STACK.api();
    }

    @Override
    public String insertFirst() {
        return "INSERT INTO users (id, name) VALUES (1, 'a8m');";
    }

    @Override
    public String insertSecond() {
        return "INSERT INTO users (id, name) VALUES (2, 'rotemtam');";
    }

    @Override
    public String violation() {
        return "duplicate key value violates unique constraint \"users_pkey\"";
    }

    @Override
    public String targetOf(String tenant) {
        return tenant;
    }
}
