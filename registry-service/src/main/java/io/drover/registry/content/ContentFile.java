package io.drover.registry.content;

/**
 * One migration file of a content.
 *
 * @param statements how many statements it splits into, judged without knowing the database it is for
 * @param sha256 lower-case hex digest of the file's bytes
 * @param start where the bytes begin in the archive, from 0
 * @param bytes how many they are
 */
public record ContentFile(
        String name, String version, String description, int statements, String sha256, int start, int bytes) {}
