package io.drover.engine.format;

/**
 * A migration before it has its final name.
 *
 * @param source the file it comes from
 * @param version text that may be that of a version; a number at its beginning may still be widened
 * @param description empty when there is none
 * @param content in Atlas's layout
 */
record Draft(String source, String version, String description, byte[] content) {

    Draft withVersion(String other) {
        return new Draft(source, other, description, content);
    }

    String fileName() {
        return version + (description.isEmpty() ? "" : "_" + description) + ".sql";
    }
}
