package io.drover.engine.target;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What a sealed secret is bound to: the agents that may open it, the database it is for and the place in the URL where
 * it stands. Who seals and who opens must say the same, so a seal that was moved to another server, database or pool, or
 * from the password to a part that servers show, cannot be opened.
 *
 * <p>Users, parameters and the spelling of the URL are not in it: they may change and the seal stays good.
 */
public final class SealBinding {
    /** The place of the password before the {@code @}. */
    public static final String PASSWORD = "password";
    /** The place of the user. */
    public static final String USER = "user";

    private static final String FORM = "drover-seal-1";

    private SealBinding() {}

    /** The place of a parameter's value. */
    public static String parameter(String name) {
        return "parameter " + name;
    }

    /**
     * The binding as bytes.
     *
     * @param pool whose agents may open the seal
     * @param target the database; references in its URL may be replaced by any word
     * @param place one of the constants, or {@link #parameter}
     */
    public static byte[] of(String pool, TargetUrl target, String place) {
        // the last part may hold anything, the others no line break: one text has one meaning
        String text = FORM + "\n" + encoded(pool) + "\n" + encoded(place) + "\n" + target.canonical();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
