package io.drover.contracts;

/** What the registry says on {@link Topics#DIRECTORY_EVENTS}, keyed by directory name. */
public sealed interface DirectoryEvent extends Event permits DirectoryPushed {
    String directory();

    /** Rises with every event of the directory; a consumer drops what is not above the highest it has seen. */
    long aggregateSequence();
}
