package io.drover.registry.directory;

/**
 * A directory as JSON.
 *
 * @param versions how many it has
 * @param latest the newest of them
 * @param url the directory's page
 */
record DirectoryView(String name, int versions, VersionSummary latest, String url) {

    static DirectoryView of(VersionSnapshot latest, String url) {
        Directory directory = latest.version().directory;
        return new DirectoryView(directory.name, directory.latest, VersionSummary.of(latest, url), url);
    }
}
