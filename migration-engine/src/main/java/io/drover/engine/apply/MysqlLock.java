package io.drover.engine.apply;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The lock of one target, {@code GET_LOCK} of the session: gone with the connection, whatever ends it.
 *
 * <p>Servers show who has such a lock, but only as the number of a connection, and MariaDB by default tells of no
 * connection how it calls itself. So the holder spells its name in further locks, taken in the same statement: one for
 * each half byte of the name and of the second in which it came, one for their length.
 */
final class MysqlLock {

    private static final int LONGEST = 64;
    private static final int LONGEST_SIGNED = 72;
    private static final String SINCE = "@";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$-]*");

    /** Whoever had the lock before may be about to let go of its letters. */
    private static final int SECONDS_FOR_A_LETTER = 5;

    private static final String HALF_BYTES = "(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"
            + " UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
            + " UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11 UNION ALL SELECT 12 UNION ALL SELECT 13"
            + " UNION ALL SELECT 14 UNION ALL SELECT 15)";

    private static final String LETTERS =
            "SELECT place, letter FROM (SELECT a.n * 16 + b.n AS place, c.n AS letter FROM "
                    + HALF_BYTES + " a, " + HALF_BYTES + " b, " + HALF_BYTES + " c WHERE a.n < 9) x"
                    + " WHERE IS_USED_LOCK(CONCAT(?, place, '.', letter)) = ?";

    private static final String ATLAS = "atlas_migrate_execute";

    private final Connection connection;
    private final String name;
    private final String letters;

    /** @param database null for the whole server */
    MysqlLock(Connection connection, String database, String revisionsSchema) {
        this.connection = connection;
        this.name = name(database, revisionsSchema);
        this.letters = "drover@" + hash(name) + ".";
    }

    /**
     * Who has the lock.
     *
     * @param name how the connection calls itself; null when it is only about to say or to go
     * @param since when it took the lock, by its own clock; null with the name
     */
    record Holder(long connection, String name, Instant since) {}

    /** Readable where it fits: at most 64 characters, and the case of letters does not count for a server. */
    static String name(String database, String revisionsSchema) {
        String where = Objects.requireNonNullElse(database, "");
        String plain = "drover/" + where + "/" + revisionsSchema;
        boolean readable = plain.length() <= LONGEST
                && PLAIN.matcher(where).matches()
                && PLAIN.matcher(revisionsSchema).matches()
                && plain.equals(plain.toLowerCase(Locale.ROOT));
        return readable ? plain : "drover#" + hash(where + "\0" + revisionsSchema);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    /** Takes the lock and writes the name on it, if nobody has it. */
    boolean tryTake(String holderName) throws SQLException {
        byte[] bytes = signed(holderName);
        int length = bytes.length;
        StringBuilder sql = new StringBuilder("SELECT IF(GET_LOCK('" + name + "', 0) = 1, 1");
        for (int i = 0; i < length; i++) {
            letter(sql, 2 * i, (bytes[i] >> 4) & 15);
            letter(sql, 2 * i + 1, bytes[i] & 15);
        }
        sql.append(" + GET_LOCK('")
                .append(letters)
                .append("length.")
                .append(length)
                .append("', 5), NULL)");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.toString())) {
            return rows.next() && rows.getInt(1) > 0;
        }
    }

    /** Waits for the lock that Atlas takes on this server, for whatever database; false when the time is over. */
    boolean takeOfAtlas(Duration timeout) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            take.setString(1, ATLAS);
            take.setDouble(2, timeout.toMillis() / 1e3);
            try (ResultSet rows = take.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    /** The name, cut where it is too long, and the time behind it. */
    private static byte[] signed(String holderName) {
        byte[] name = holderName.getBytes(StandardCharsets.UTF_8);
        byte[] since = (SINCE + Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX))
                .getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(name.length, LONGEST_SIGNED - since.length);
        byte[] signed = Arrays.copyOf(name, length + since.length);
        System.arraycopy(since, 0, signed, length, since.length);
        return signed;
    }

    private void letter(StringBuilder sql, int place, int letter) {
        sql.append(" + GET_LOCK('").append(letters).append(place).append('.').append(letter);
        sql.append("', ").append(SECONDS_FOR_A_LETTER).append(')');
    }

    /** Who has it; null when nobody has it. */
    Holder holder() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT IS_USED_LOCK(?)")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                long id = rows.next() ? rows.getLong(1) : 0;
                return id == 0 ? null : holder(id, nameOf(id));
            }
        }
    }

    private static Holder holder(long connection, String signed) {
        int since = signed == null ? -1 : signed.lastIndexOf(SINCE);
        return since < 0
                ? new Holder(connection, null, null)
                : new Holder(
                        connection,
                        signed.substring(0, since),
                        Instant.ofEpochSecond(Long.parseLong(signed.substring(since + 1), Character.MAX_RADIX)));
    }

    private String nameOf(long holder) throws SQLException {
        int[] halves = new int[2 * LONGEST_SIGNED];
        int found = 0;
        try (PreparedStatement query = connection.prepareStatement(LETTERS)) {
            query.setString(1, letters);
            query.setLong(2, holder);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    halves[rows.getInt(1)] = rows.getInt(2);
                    found++;
                }
            }
        }
        byte[] bytes = new byte[found / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (halves[2 * i] << 4 | halves[2 * i + 1]);
        }
        return found > 0 && isLength(holder, found / 2) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    private boolean isLength(long holder, int length) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT IS_USED_LOCK(?) = ?")) {
            query.setString(1, letters + "length." + length);
            query.setLong(2, holder);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
