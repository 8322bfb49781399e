package io.drover.kit.page;

import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a page starts: the sort key of the last row of the page before, opaque to callers. */
public final class Cursor {
    private static final String SEPARATOR = "\u0000";

    private Cursor() {}

    static String encode(List<String> key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, key).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key a cursor stands for, or null for the first page.
     *
     * @param parts how many strings the key has
     * @throws Problem {@code invalid-request} when the cursor was not made by us
     */
    public static List<String> decode(String cursor, int parts) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> key = List.of(text.split(SEPARATOR, -1));
            if (key.size() == parts) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
        throw unreadable(null);
    }

    private static Problem unreadable(Throwable cause) {
        String detail = "The cursor is not one that this list gave out; start without a cursor.";
        Problem problem = Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("cursor", detail)));
        if (cause != null) {
            problem.addSuppressed(cause);
        }
        return problem;
    }
}
