package io.drover.status.projection;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What errors of many tenants have in common. Follows from code and message alone, so that it is the same whenever and
 * wherever the error is heard.
 *
 * @param fingerprint 12 hexadecimal digits
 * @param code of the error; without one the reason of the run, or its state
 * @param message without literals, 1,000 characters at most
 */
record ErrorKind(String fingerprint, String code, String message) {
    private static final int LONGEST = 1_000;
    private static final int DIGITS = 12;

    /** The kind of a run that ended in that state; null when that is no failure. */
    static ErrorKind of(RunState state, String reason, RunError error) {
        if (state != RunState.FAILED && state != RunState.UNREACHABLE) {
            return null;
        }
        String code = error != null && error.code() != null
                ? error.code()
                : reason != null ? reason : state.name().toLowerCase(Locale.ROOT);
        String message = Literals.removed(error == null || error.message() == null ? "" : error.message());
        String whole = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
        return new ErrorKind(hash(code + '\n' + whole), code, whole);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
