package io.drover.cli.remote;

import io.drover.cli.output.Shell;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Has all that an order sets going belong to one trace: the one the command was called in, if the variable {@code
 * TRACEPARENT} names one, else a new one. Sent as the header of W3C Trace Context; the command itself records nothing.
 */
public final class Trace {
    private static final Pattern WELL_FORMED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Trace() {}

    /** The header of an order. A variable that is no trace parent counts for nothing, as the standard has it. */
    public static Map<String, String> header(Shell shell) {
        String given = shell.variable("TRACEPARENT");
        boolean goesOn = given != null && WELL_FORMED.matcher(given).matches();
        return Map.of("traceparent", goesOn ? given : "00-" + hex(16) + "-" + hex(8) + "-01");
    }

    private static String hex(int bytes) {
        byte[] some = new byte[bytes];
        RANDOM.nextBytes(some);
        some[0] |= 1; // all zeros would be no trace
        return HexFormat.of().formatHex(some);
    }
}
