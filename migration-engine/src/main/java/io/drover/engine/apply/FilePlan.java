package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.split.Statement;
import java.util.List;

/**
 * One file, ready to be executed.
 *
 * @param checks what is asked before the first statement
 * @param earlier the revision of an attempt that applied a part of it, null when there is none
 * @param transactional whether the file runs in a transaction
 */
record FilePlan(
        Migration migration,
        List<FileCheck> checks,
        List<Statement> statements,
        Revision earlier,
        boolean transactional) {

    String fileName() {
        return migration.fileName();
    }

    String version() {
        return migration.version();
    }

    /** Statements an earlier attempt has applied. */
    int skipped() {
        return earlier == null ? 0 : earlier.applied();
    }

    int total() {
        return statements.size();
    }
}
