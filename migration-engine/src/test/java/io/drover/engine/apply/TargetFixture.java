package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One fresh database, and a way around the engine to look into it. */
interface TargetFixture extends AutoCloseable {

    TargetUrl url();

    /** The URL as another process needs it, its password in it. */
    default String fullUrl() {
        return url().toString();
    }

    Connection connect() throws SQLException;

    /** Where the revisions table is, quoted, with its dot. */
    String revisionsPrefix();

    /** A column of the revisions table as text. */
    default String asText(String column) {
        return "CAST(" + column + " AS text)";
    }

    /** A time as SQL, as Atlas writes it. */
    default String atlasTime() {
        return "'2024-07-21 11:13:45.5+00:00'";
    }

    /** Fails when the engine left a connection, a lock or a file behind. */
    void assertNothingIsLeft();

    @Override
    void close();

    default void sql(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One string per row, columns joined by a bar. */
    default List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                found.add(String.join("|", columns));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    default List<String> revisions(String columns) {
        return rows("SELECT " + columns + " FROM " + revisionsPrefix() + "atlas_schema_revisions ORDER BY version");
    }

    static Connection driver(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }
}
