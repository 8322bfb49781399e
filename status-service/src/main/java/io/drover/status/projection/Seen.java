package io.drover.status.projection;

/** The highest applied version that a run or an inspection saw on a database; null when it saw that there is none. */
record Seen(long target, String directory, long runSeq, int attempt, String currentVersion) {}
