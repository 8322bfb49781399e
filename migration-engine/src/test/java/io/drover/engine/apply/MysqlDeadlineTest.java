package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a statement is ended on a server that does not keep the time itself. */
class MysqlDeadlineTest {

    @Test
    void endsAStatementFromASecondConnectionAndKeepsTheFirst() throws SQLException {
        try (MysqlFixture fixture = MysqlFixture.fresh();
                Connection connection = fixture.connect();
                Statement statement = connection.createStatement()) {
            MysqlDeadline deadline = new MysqlDeadline(connection, Duration.ofMillis(200));

            assertThatThrownBy(() -> deadline.watched(
                            statement, () -> statement.execute("CREATE TABLE t AS SELECT SLEEP(60) AS x")))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessage("the statement took longer than PT0.2S and was ended");

            MysqlDeadline patient = new MysqlDeadline(connection, Duration.ofMinutes(1));
            patient.watched(statement, () -> statement.execute("CREATE TABLE u (x int)"));
            assertThat(connection.isValid(5)).isTrue();
            assertThat(fixture.rows("SHOW TABLES")).contains("u");
        }
    }
}
