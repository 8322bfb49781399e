package io.drover.orchestrator.deployment;

import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/**
 * P26: the same order twice is one deployment. The key is written in the transaction that creates the deployment: killed
 * before its commit there is neither, and of two at a time the second waits for the first and then finds its deployment.
 */
@ApplicationScoped
class IdempotencyKeys {
    static final String ANONYMOUS = "anonymous";
    private static final int LONGEST = 200;

    private final Database database;

    IdempotencyKeys(Database database) {
        this.database = database;
    }

    static void check(String key) {
        if (key != null && (key.isBlank() || key.length() > LONGEST)) {
            String detail = "The Idempotency-Key has 1 to " + LONGEST + " characters.";
            throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("Idempotency-Key", detail)));
        }
    }

    /**
     * The deployment that the key was used for.
     *
     * @throws Problem {@code idempotency-conflict} when it was another order
     */
    @Transactional
    Optional<Long> find(String key, String bodyHash) {
        List<String[]> rows = database.query(
                "SELECT body_hash, deployment_id FROM idempotency_key WHERE caller = ? AND key = ?",
                row -> new String[] {row.getString(1), row.getString(2)},
                ANONYMOUS,
                key);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        if (!rows.get(0)[0].equals(bodyHash)) {
            String detail = "The Idempotency-Key was used for another request (deployment " + rows.get(0)[1] + ").";
            throw Problem.of(ProblemType.IDEMPOTENCY_CONFLICT, detail, List.of(new Fault("Idempotency-Key", detail)));
        }
        return Optional.of(Long.valueOf(rows.get(0)[1]));
    }

    /** Takes the key; false when somebody else has it, who is done then. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean take(String key, String bodyHash) {
        return database.update(
                        "INSERT INTO idempotency_key (caller, key, body_hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        ANONYMOUS,
                        key,
                        bodyHash)
                == 1;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void complete(String key, long deployment) {
        database.update(
                "UPDATE idempotency_key SET deployment_id = ? WHERE caller = ? AND key = ?",
                deployment,
                ANONYMOUS,
                key);
    }
}
