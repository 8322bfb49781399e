package io.drover.contracts;

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
}
