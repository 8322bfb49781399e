package io.drover.engine.apply;

import java.time.Duration;
import java.util.Objects;

/**
 * What to do about an execution of a run whose executor is given up for lost while its session lives on the server. A
 * server notices the loss of a client only when it has something to say to it: a statement goes on to its end, and a
 * client that is frozen or cut off leaves its session, transaction and locks behind.
 *
 * @param treatment of a session that still executes
 * @param idleFor how long a session must have executed nothing before it is ended, whatever the treatment
 */
public record OrphanPolicy(Treatment treatment, Duration idleFor) {

    /** Lets statements come to their end; what has been idle for half a minute is ended. */
    public static final OrphanPolicy DEFAULT = new OrphanPolicy(Treatment.WAIT, Duration.ofSeconds(30));

    public OrphanPolicy {
        Objects.requireNonNull(treatment, "treatment");
        Objects.requireNonNull(idleFor, "idleFor");
    }

    /** Of a session that still executes. */
    public enum Treatment {
        /** It may go on: a long statement is not begun anew. */
        WAIT,
        /** It is ended at once, and the server rolls its transaction back. */
        END
    }
}
