package io.drover.engine.apply;

import java.sql.SQLException;

/**
 * The transaction that statements of a file with {@code txmode none} have begun themselves. The rows of its statements are in
 * it, so what takes it back takes them back too: the file then goes on where it began. A file may have several, one after
 * the other.
 */
final class OwnTransaction {

    private static final int NONE = -1;

    private final Session session;
    private int begunAt = NONE;

    OwnTransaction(Session session) {
        this.session = session;
    }

    /** A statement went well; it may have begun a transaction, or ended the one that was open. */
    void executed(String text, int index) {
        if (begunAt == NONE && !session.mayBegin(text)) {
            return;
        }
        boolean endsOne = TransactionControl.ends(text);
        if (!session.inTransaction()) {
            begunAt = session.beginsByItself() ? index + 1 : NONE;
        } else if (endsOne) {
            begunAt = index + 1;
        } else if (begunAt == NONE || (session.commitsWithBegin() && TransactionControl.begins(text))) {
            begunAt = index;
        }
    }

    boolean isOpen() {
        return begunAt != NONE && session.inTransaction();
    }

    /** The statement, counted from 0, at which the file goes on when what is open is taken back. */
    int begunAt() {
        return begunAt;
    }

    /** Takes back what is open, and forgets what the file has set about transactions. */
    void end() throws SQLException {
        session.endOwnTransaction();
        begunAt = NONE;
    }

    /** After the last statement of a file, when nothing is open any more. */
    void leave() throws SQLException {
        if (session.beginsByItself()) {
            end();
        }
    }
}
