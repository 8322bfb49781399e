package io.drover.e2e.chain;

import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.MysqlTenants;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.Tenants;
import io.drover.e2e.fixture.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where a change of the schema cannot be taken back: file by file it is announced before it runs. */
class MysqlSeedWalkIT implements SeedWalkContract {
    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    Path folder;

    private static MysqlTenants mysql;
    private Workspace workspace;

    @BeforeAll
    static void aServerWithFourDatabases() {
        mysql = MysqlTenants.start(TENANTS);
    }

    @BeforeEach
    void aProjectThatNamesThePasswordByReference() {
        workspace = Workspace.create(folder, STACK.url(), "seed-mysql", TENANTS, mysql.urlInHcl("${each.value}"));
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public Tenants tenants() {
        return mysql;
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
        return "Duplicate entry '1' for key 'PRIMARY'";
    }

    @Override
    public String targetOf(String tenant) {
        return MysqlTenants.database(tenant);
    }
}
