package io.drover.engine.apply;

/**
 * What a database said, without the driver's wrapping.
 *
 * @param lost true when there is no connection any more, so that only the target knows what became of the last command
 * @param busy true when somebody else holds a lock
 * @param passing true when the same could go well a moment later: somebody else was in the way
 */
record DatabaseError(
        String message, String detail, String hint, String sqlState, boolean lost, boolean busy, boolean passing) {

    DatabaseError(String message, String detail, String hint, String sqlState, boolean lost, boolean busy) {
        this(message, detail, hint, sqlState, lost, busy, busy);
    }

    Problem.StatementFailed failing(FilePlan file, int index) {
        return new Problem.StatementFailed(
                file.fileName(),
                file.version(),
                index + 1,
                file.statements().get(index).text(),
                message,
                detail,
                hint,
                sqlState);
    }
}
