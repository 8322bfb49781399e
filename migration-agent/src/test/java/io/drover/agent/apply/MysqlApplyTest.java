package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunState;
import io.drover.engine.mariadb.MariadbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AgentTest
class MysqlApplyTest extends RunningAgent {
    private static final MariadbServer SERVER = MariadbServer.start();

    @BeforeAll
    static void aTenant() throws SQLException {
        try (Connection connection = SERVER.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER app IDENTIFIED BY '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE acme");
            statement.execute("GRANT ALL ON acme.* TO app");
        }
    }

    private static String url(String scheme, String query) {
        return scheme + "://app:${env:AGENT_TEST_PASSWORD}@127.0.0.1:" + SERVER.port() + "/acme" + query;
    }

    @Test
    @DisplayName("P30 P14 a MySQL tenant is migrated by reference, once, and a failure tells the server's words")
    void migratesAMysqlTenant() throws Exception {
        String users = "CREATE TABLE users (id int PRIMARY KEY);\nINSERT INTO users VALUES (1);\n";
        AgentCommand first = Commands.apply(url("mysql", "?parseTime=true"), registry.hold(users));
        AgentCommand again = Commands.apply(url("maria", ""), registry.hold(users));

        send(first);
        RunFinished done = wire.await(first.ref().run(), RunFinished.class);
        send(again);
        RunFinished nothing = wire.await(again.ref().run(), RunFinished.class);

        assertThat(done.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(done.serverIdentity()).matches("mariadb:[0-9a-f]{32}/acme");
        assertThat(nothing.state()).isEqualTo(RunState.NO_ACTION);
        assertThat(nothing.serverIdentity()).isEqualTo(done.serverIdentity());
        assertThat(wire.everything()).doesNotContain(PASSWORD, "canary%2F");
    }

    @Test
    void refusesAParameterThatCouldReadItsFiles() throws Exception {
        AgentCommand command =
                Commands.apply(url("mysql", "?allowAllFiles=true"), registry.hold("CREATE TABLE t (id int);\n"));

        send(command);

        RunFinished refused = wire.await(command.ref().run(), RunFinished.class);
        assertThat(refused.state()).isEqualTo(RunState.FAILED);
        assertThat(refused.error().code()).isEqualTo("invalid-url");
        assertThat(refused.error().message()).contains("allowAllFiles");
    }
}
