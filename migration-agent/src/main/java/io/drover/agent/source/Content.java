package io.drover.agent.source;

import io.drover.engine.directory.MigrationDirectory;

/** What came of asking for the content of a digest. */
public sealed interface Content {
    /** Here it is, and its bytes have that digest. */
    record Found(MigrationDirectory directory, int bytes) implements Content {}

    /** The registry has no such content. */
    record Missing() implements Content {}

    /** What the registry sends is not what the digest says; {@code reason} is one sentence. */
    record Corrupt(String reason) implements Content {}

    /** The agent is leaving, or the content is not wanted any more, before the registry could be reached. */
    record GivenUp() implements Content {}
}
