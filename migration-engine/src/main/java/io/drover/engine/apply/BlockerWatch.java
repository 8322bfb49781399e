package io.drover.engine.apply;

import java.util.List;

/** Looks, while something is tried, at who is in its way. Closing it ends the looking. */
interface BlockerWatch extends AutoCloseable {

    /** Sees nobody. */
    BlockerWatch BLIND = new BlockerWatch() {
        @Override
        public List<BlockingSession> seen() {
            return List.of();
        }

        @Override
        public void close() {
            // There is nothing to end.
        }
    };

    /** Who was in the way when it last looked and somebody was. */
    List<BlockingSession> seen();

    @Override
    void close();
}
