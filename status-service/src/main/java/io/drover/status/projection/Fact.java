package io.drover.status.projection;

/**
 * P10: whether anything of a content is left to apply to a database, as a run or an inspection found.
 *
 * @param runSeq with {@code attempt} the order of facts about one target
 */
record Fact(long target, String directory, String digest, long runSeq, int attempt, boolean complete) {}
