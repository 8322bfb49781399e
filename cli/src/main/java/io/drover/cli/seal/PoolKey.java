package io.drover.cli.seal;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import io.drover.cli.output.Failure;
import io.drover.engine.target.SealBinding;
import io.drover.engine.target.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** The public key of an agent pool: seals, cannot open. */
final class PoolKey {
    private final String pool;
    private final HybridEncrypt sealer;

    private PoolKey(String pool, HybridEncrypt sealer) {
        this.pool = pool;
        this.sealer = sealer;
    }

    /** @param key base64url of a public keyset in Tink's binary form, as agents tell it */
    static PoolKey of(String pool, String key) {
        try {
            HybridConfig.register();
            KeysetHandle keys = TinkProtoKeysetFormat.parseKeysetWithoutSecret(
                    Base64.getUrlDecoder().decode(key));
            return new PoolKey(pool, keys.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Failure.failed("the key of the agent pool " + pool + " is none that this version of drover can seal"
                    + " with (" + e.getMessage() + ").");
        }
    }

    /** The secret as it may stand in the URL of that target at that place, and nowhere else. */
    String seal(String secret, TargetUrl target, String place) {
        try {
            byte[] sealed =
                    sealer.encrypt(secret.getBytes(StandardCharsets.UTF_8), SealBinding.of(pool, target, place));
            return "${sealed:" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed) + "}";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot seal for the agent pool " + pool, e);
        }
    }
}
