package io.drover.registry.content;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Keeps contents by digest. What is stored under a digest never changes, so it may be read outside of any transaction and
 * in pieces. Thread-safe.
 */
@ApplicationScoped
public class ContentStore {
    private final AgroalDataSource database;

    ContentStore(AgroalDataSource database) {
        this.database = database;
    }

    /** Where a file's bytes are. */
    public record Place(String digest, int start, int bytes) {}

    /**
     * Stores a content unless it is there. Two pushes of the same content meet at the primary key: the second waits for
     * the first to commit and then finds it; a kill leaves all of it or nothing.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void save(Content content) {
        try (Connection connection = database.getConnection()) {
            if (insertArchive(connection, content)) {
                insertFiles(connection, content);
            }
        } catch (SQLException e) {
            throw unexpected("store", content.digest(), e);
        }
    }

    /** The files of a content in order; none for a digest that is not there. */
    public List<ContentFile> files(String digest) {
        String sql = """
                SELECT name, version, description, statements, sha256, start, bytes
                FROM files WHERE digest = ? ORDER BY position""";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, digest);
            ResultSet row = select.executeQuery();
            List<ContentFile> files = new ArrayList<>();
            while (row.next()) {
                files.add(file(row));
            }
            return files;
        } catch (SQLException e) {
            throw unexpected("list", digest, e);
        }
    }

    /** The last {@code most} files of each content, in order, by digest; a content without files is left out. */
    public Map<String, List<ContentFile>> lastFiles(Collection<String> digests, int most) {
        String sql = """
                SELECT f.name, f.version, f.description, f.statements, f.sha256, f.start, f.bytes, f.digest
                FROM unnest(?) AS wanted (digest)
                CROSS JOIN LATERAL (SELECT * FROM files WHERE files.digest = wanted.digest
                                    ORDER BY position DESC LIMIT ?) AS f
                ORDER BY f.digest, f.position""";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(
                    1,
                    connection.createArrayOf("text", digests.stream().distinct().toArray()));
            select.setInt(2, most);
            ResultSet row = select.executeQuery();
            Map<String, List<ContentFile>> files = new HashMap<>();
            while (row.next()) {
                files.computeIfAbsent(row.getString(8), digest -> new ArrayList<>())
                        .add(file(row));
            }
            return files;
        } catch (SQLException e) {
            throw unexpected("list", digests.toString(), e);
        }
    }

    /** Size of the archive, empty when there is no such content. */
    public OptionalInt size(String digest) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT bytes FROM contents WHERE digest = ?")) {
            select.setString(1, digest);
            ResultSet row = select.executeQuery();
            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
        } catch (SQLException e) {
            throw unexpected("read", digest, e);
        }
    }

    /** Where one file's bytes are, empty when the content has no such file. */
    public Optional<Place> find(String digest, String file) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT start, bytes FROM files WHERE digest = ? AND name = ?")) {
            select.setString(1, digest);
            select.setString(2, file);
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(new Place(digest, row.getInt(1), row.getInt(2))) : Optional.empty();
        } catch (SQLException e) {
            throw unexpected("read", digest, e);
        }
    }

    /** Bytes of an archive from {@code start}, counted from 0. */
    byte[] slice(String digest, int start, int bytes) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT substring(archive FROM ? FOR ?) FROM contents WHERE digest = ?")) {
            select.setInt(1, start + 1);
            select.setInt(2, bytes);
            select.setString(3, digest);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getBytes(1);
        } catch (SQLException e) {
            throw unexpected("read", digest, e);
        }
    }

    private static ContentFile file(ResultSet row) throws SQLException {
        return new ContentFile(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                row.getInt(6),
                row.getInt(7));
    }

    private static boolean insertArchive(Connection connection, Content content) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO contents (digest, bytes, archive) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING")) {
            insert.setString(1, content.digest());
            insert.setInt(2, content.archive().length);
            insert.setBytes(3, content.archive());
            return insert.executeUpdate() == 1;
        }
    }

    private static void insertFiles(Connection connection, Content content) throws SQLException {
        String sql = """
                INSERT INTO files (digest, position, name, version, description, statements, sha256, start, bytes)
                SELECT ?, file.* FROM unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::int[], ?::int[])
                    AS file""";
        List<ContentFile> files = content.files();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, content.digest());
            insert.setObject(2, IntStream.rangeClosed(1, files.size()).toArray());
            insert.setObject(3, files.stream().map(ContentFile::name).toArray(String[]::new));
            insert.setObject(4, files.stream().map(ContentFile::version).toArray(String[]::new));
            insert.setObject(5, files.stream().map(ContentFile::description).toArray(String[]::new));
            insert.setObject(6, files.stream().mapToInt(ContentFile::statements).toArray());
            insert.setObject(7, files.stream().map(ContentFile::sha256).toArray(String[]::new));
            insert.setObject(8, files.stream().mapToInt(ContentFile::start).toArray());
            insert.setObject(9, files.stream().mapToInt(ContentFile::bytes).toArray());
            insert.executeUpdate();
        }
    }

    private static IllegalStateException unexpected(String verb, String digest, SQLException e) {
        return new IllegalStateException("Cannot " + verb + " the content " + digest, e);
    }
}
