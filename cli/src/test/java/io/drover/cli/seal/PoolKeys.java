package io.drover.cli.seal;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import io.drover.engine.target.SealBinding;
import io.drover.engine.target.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of a pool as its agents have them. */
public final class PoolKeys {
    private static final Pattern SEAL = Pattern.compile("\\$\\{sealed:([A-Za-z0-9_-]+)}");

    private final KeysetHandle keys;

    /** A pool with a new key. */
    public PoolKeys() {
        try {
            HybridConfig.register();
            keys = KeysetHandle.generateNew(HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.TINK)
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer of the server. */
    public String answer(String pool) throws GeneralSecurityException {
        String key = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(TinkProtoKeysetFormat.serializeKeysetWithoutSecret(keys.getPublicKeysetHandle()));
        return "{\"pool\": \"" + pool + "\", \"key\": \"" + key + "\"}";
    }

    /** What is sealed in a text, as an agent of the pool would read it. */
    public String open(String text, String pool, String url, String place) throws GeneralSecurityException {
        Matcher seal = SEAL.matcher(text);
        if (!seal.find()) {
            throw new AssertionError("nothing is sealed in " + text);
        }
        byte[] opened = keys.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class)
                .decrypt(
                        Base64.getUrlDecoder().decode(seal.group(1)),
                        SealBinding.of(pool, TargetUrl.parse(url), place));
        return new String(opened, StandardCharsets.UTF_8);
    }
}
