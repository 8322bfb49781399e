package io.drover.agent.target;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;

/** The file with a pool's private keys: who may read it, and how the first one is made. */
final class KeysetFile {
    private static final int ROOT = 0;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private KeysetFile() {}

    /**
     * Makes the file with a new key (HPKE with X25519, HKDF-SHA256 and AES-256-GCM) when there is none. It gets its name
     * only when it is complete, and never replaces another one: of several agents that start at once, or that are killed
     * in between, one makes it and the others use it.
     *
     * @throws IllegalStateException when it cannot be made
     */
    static void makeIfMissing(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            Path fresh = Files.createTempFile(
                    file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new", ownersOnly(file));
            try {
                Files.writeString(fresh, newKeyset());
                Files.createLink(file, fresh);
            } catch (FileAlreadyExistsException othersWereFaster) {
                return;
            } finally {
                Files.delete(fresh);
            }
        } catch (IOException | UnsupportedOperationException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Cannot make the keyset file " + file + ": " + e + "; make it with Tink's tinkey and template"
                            + " DHKEM_X25519_HKDF_SHA256_HKDF_SHA256_AES_256_GCM",
                    e);
        }
    }

    private static String newKeyset() throws GeneralSecurityException {
        HybridConfig.register();
        HpkeParameters parameters = HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.TINK)
                .build();
        KeysetHandle keys = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.generateEntryFromParameters(parameters)
                        .withRandomId()
                        .makePrimary())
                .build();
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    }

    /**
     * Refuses a file that others may read or write: mode 0600 or less. Of a file that belongs to root, as mounted secrets
     * do, the group may read, since the agent could not do otherwise.
     */
    static void requirePrivate(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        boolean isRoots = ((Integer) ROOT).equals(Files.getAttribute(file, "unix:uid"));
        boolean isOpen =
                mode.stream().anyMatch(OTHERS::contains) || !isRoots && mode.contains(PosixFilePermission.GROUP_READ);
        if (isOpen) {
            throw new IllegalStateException("The keyset file " + file + " is open to others ("
                    + PosixFilePermissions.toString(mode) + "); chmod 600 it");
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownersOnly(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
