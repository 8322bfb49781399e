package io.drover.agent.target;

import io.drover.engine.target.InvalidTargetUrl;
import io.drover.engine.target.SealBinding;
import io.drover.engine.target.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens {@code ${sealed:…}} in the URL of a target, in memory. Messages never quote a seal. Thread-safe. */
final class SealedSecrets {
    private static final Pattern SEAL = Pattern.compile("\\$\\{sealed:([A-Za-z0-9_-]*)}");
    private static final String SHOWN = "the sealed secret ${sealed:…}";

    private final String pool;
    private final SealingKeys keys;

    /** @param pool of this agent */
    SealedSecrets(String pool, SealingKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    static boolean isSeal(String reference) {
        return reference.startsWith("${sealed:");
    }

    /**
     * The secret in a seal.
     *
     * @param url of the target, with a word in place of each reference
     * @param place where in the URL the seal stands
     * @throws UnresolvedUrl when it cannot be opened here
     */
    Secret open(String reference, String url, String place) {
        if (!keys.arePresent()) {
            throw UnresolvedUrl.secretUnavailable(
                    SHOWN + " cannot be opened: this agent has no keys",
                    "give drover.sealing.keyset-file to all agents of the pool " + pool + ", the same file");
        }
        Matcher seal = SEAL.matcher(reference);
        try {
            if (!seal.matches()) {
                throw new GeneralSecurityException("not base64url");
            }
            byte[] text = Base64.getUrlDecoder().decode(seal.group(1));
            byte[] binding = SealBinding.of(pool, TargetUrl.parse(url), place);
            return new Secret(new String(keys.open(text, binding), StandardCharsets.UTF_8));
        } catch (InvalidTargetUrl e) {
            throw UnresolvedUrl.invalid(e.getMessage(), "correct the URL of the target");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw UnresolvedUrl.secretUnavailable(
                    SHOWN + " cannot be opened: it is damaged, or was sealed for other keys, another pool than " + pool
                            + ", another database or another part of the URL",
                    "deploy or register the target again from where its password is, so that it is sealed anew; all"
                            + " agents of the pool must have the same keyset file");
        }
    }
}
