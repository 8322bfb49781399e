package io.drover.registry.directory;

/**
 * What became of a push.
 *
 * @param isNew false when the newest version had the same content already
 */
record PushResult(VersionSnapshot version, boolean isNew) {}
