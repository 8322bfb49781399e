package io.drover.engine.target;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters a MySQL URL may have. Their names are those of the Go driver, as Atlas users write them. What is not
 * known is refused: a parameter can switch on the reading of local files, the sending of several statements at once or
 * passwords in clear text.
 */
public final class MysqlParameters {

    /** How the connection is encrypted: {@code true}, {@code false}, {@code skip-verify} or {@code preferred}. */
    public static final String TLS = "tls";
    /** File with the certificates that are trusted. */
    public static final String CERTIFICATES = "ssl-ca";
    /** How long to wait for the connection, as in {@code 5s}. */
    public static final String CONNECT_TIMEOUT = "timeout";
    /** Character set; only those that hold what a file in UTF-8 holds. */
    public static final String CHARSET = "charset";
    /** Whether the server may send the key that the password is encrypted with. */
    public static final String KEY_RETRIEVAL = "allowPublicKeyRetrieval";

    /** Variables of the server that are set for the session. */
    public static final Set<String> SESSION_VARIABLES = Set.of(
            "collation_connection",
            "foreign_key_checks",
            "group_concat_max_len",
            "sql_mode",
            "time_zone",
            "transaction_isolation",
            "tx_isolation",
            "unique_checks");

    private static final Set<String> MAPPED = Set.of(TLS, CERTIFICATES, CONNECT_TIMEOUT, CHARSET, KEY_RETRIEVAL);

    /** How a program reads results, which a migration has none of, or what Drover does in its own way. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "allowNativePasswords",
            "checkConnLiveness",
            "clientFoundRows",
            "collation",
            "columnsWithAlias",
            "connectionAttributes",
            "interpolateParams",
            "loc",
            "maxAllowedPacket",
            "multiStatements",
            "parseTime",
            "readTimeout",
            "rejectReadOnly",
            "writeTimeout");

    private MysqlParameters() {}

    /** Throws an {@link InvalidTargetUrl} that names all that are not known. */
    static void refuseUnknown(Map<String, String> parameters) {
        List<String> unknown = parameters.keySet().stream()
                .filter(name ->
                        !MAPPED.contains(name) && !WITHOUT_EFFECT.contains(name) && !SESSION_VARIABLES.contains(name))
                .toList();
        if (unknown.stream().anyMatch(name -> (name + parameters.get(name)).contains("@"))) {
            throw new InvalidTargetUrl("the MySQL URL has a ? before its host: in a password write it as %3F");
        }
        if (!unknown.isEmpty()) {
            throw new InvalidTargetUrl("the MySQL URL has parameters that are not taken: " + String.join(", ", unknown)
                    + "; write tls, ssl-ca, timeout, charset, allowPublicKeyRetrieval, or a variable of the session: "
                    + String.join(", ", SESSION_VARIABLES.stream().sorted().toList()));
        }
    }
}
