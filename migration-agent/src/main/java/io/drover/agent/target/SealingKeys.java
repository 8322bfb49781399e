package io.drover.agent.target;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.jboss.logging.Logger;

/**
 * The private keys of this agent's pool, from a file that all agents of the pool share: what the command line sealed for
 * the pool is opened here and nowhere else (P30). The file's primary key is the one that is sealed with; each key in it
 * opens. A file that has changed is read again, so that keys are exchanged without a restart; while it cannot be read the
 * keys from before stay. Thread-safe.
 */
public final class SealingKeys {
    private static final Logger LOG = Logger.getLogger(SealingKeys.class);

    private final Path file;
    private volatile Loaded loaded;

    /** @param publicKey as agents tell it: base64url of the public keyset in Tink's binary form */
    private record Loaded(FileTime changed, HybridDecrypt opener, String publicKey) {}

    private SealingKeys(Path file, Loaded loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /** The keys of an agent that has none: it opens nothing. */
    public static SealingKeys none() {
        return new SealingKeys(null, null);
    }

    /**
     * Reads the keys.
     *
     * @throws IllegalStateException when the file cannot be read, is open to others or holds no such keys; the message
     *     shows no content
     */
    static SealingKeys read(Path file) {
        return new SealingKeys(file, load(file));
    }

    /** What to seal with for this pool; null when this agent has no keys. */
    public String publicKey() {
        Loaded now = current();
        return now == null ? null : now.publicKey();
    }

    /** True when there are keys. */
    boolean arePresent() {
        return loaded != null;
    }

    /**
     * Opens a seal.
     *
     * @param binding as in {@link io.drover.engine.target.SealBinding}
     * @throws GeneralSecurityException when it was sealed with another key or for another place, or is damaged
     */
    byte[] open(byte[] sealed, byte[] binding) throws GeneralSecurityException {
        return current().opener().decrypt(sealed, binding);
    }

    private Loaded current() {
        Loaded now = loaded;
        if (now == null) {
            return null;
        }
        try {
            if (!Files.getLastModifiedTime(file).equals(now.changed())) {
                now = load(file);
                loaded = now;
                LOG.infof("The keyset for sealed passwords was read again: file=%s", file);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.warnf("The keyset cannot be read, the keys from before stay: file=%s reason=%s", file, e.getMessage());
        }
        return now;
    }

    private static Loaded load(Path file) {
        try {
            KeysetFile.requirePrivate(file);
            FileTime changed = Files.getLastModifiedTime(file);
            HybridConfig.register();
            KeysetHandle keys =
                    TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
            byte[] publicKeys = TinkProtoKeysetFormat.serializeKeysetWithoutSecret(keys.getPublicKeysetHandle());
            return new Loaded(
                    changed,
                    keys.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(publicKeys));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot read the keyset file " + file + ": " + e + "; set drover.sealing.create to have it made",
                    e);
        } catch (GeneralSecurityException e) {
            // the cause may quote what it could not read
            throw new IllegalStateException("The keyset file " + file + " holds no private keyset of Tink for hybrid"
                    + " encryption in JSON (" + e.getClass().getSimpleName() + ")");
        }
    }
}
