package io.drover.orchestrator.deployment;

import java.util.List;

/** A version of a directory as the registry tells it; what else it tells is not needed here. */
record DirectoryVersion(String directory, int sequence, String digest, List<MigrationFile> files) {

    record MigrationFile(String name, String version) {}

    boolean hasMigration(String version) {
        return files != null && files.stream().anyMatch(file -> version.equals(file.version()));
    }
}
