package io.drover.e2e.chain;

import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.SqliteTenants;
import io.drover.e2e.fixture.Tenants;
import io.drover.e2e.fixture.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SqliteSeedWalkIT implements SeedWalkContract {
    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void aProjectWithRelativeTenantFiles() {
        workspace = Workspace.create(folder, STACK.url(), "seed-sqlite", TENANTS, "sqlite://${each.value}.db");
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public Tenants tenants() {
        return new SqliteTenants(folder);
    }

    @Override
    public Api api() {
        return STACK.api();
    }

    @Override
    public String insertFirst() {
        return "INSERT INTO users (id, name) VALUES (1, \"a8m\");";
    }

    @Override
    public String insertSecond() {
        return "INSERT INTO users (id, name) VALUES (2, \"rotemtam\");";
    }

    @Override
    public String violation() {
        return "UNIQUE constraint failed: users.id";
    }

    @Override
    public String targetOf(String tenant) {
        return tenant + ".db";
    }
}
