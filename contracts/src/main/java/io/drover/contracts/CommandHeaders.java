package io.drover.contracts;

import java.time.Instant;
import java.util.Map;

/** Names of the Kafka headers of a command, all values decimal numbers or RFC 3339 text in UTF-8. */
public final class CommandHeaders {
    public static final String DEPLOYMENT = "deployment";
    public static final String RUN = "run";
    public static final String TARGET = "target";
    public static final String RUN_SEQ = "runSeq";
    public static final String ATTEMPT = "attempt";
    public static final String EPOCH = "epoch";
    public static final String SENT_AT = "sentAt";

    private CommandHeaders() {}

    /** The headers of a command. */
    public static Map<String, String> of(RunRef ref, Instant sentAt) {
        return Map.of(
                DEPLOYMENT, String.valueOf(ref.deployment()),
                RUN, String.valueOf(ref.run()),
                TARGET, String.valueOf(ref.target()),
                RUN_SEQ, String.valueOf(ref.runSeq()),
                ATTEMPT, String.valueOf(ref.attempt()),
                EPOCH, String.valueOf(ref.epoch()),
                SENT_AT, sentAt.toString());
    }
}
