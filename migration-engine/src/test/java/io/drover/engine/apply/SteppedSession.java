package io.drover.engine.apply;

import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Tells each step of an execution just before it is made. */
record SteppedSession(Session session, Consumer<String> steps) implements Session {

    @Override
    public String identity() throws SQLException {
        return session.identity();
    }

    @Override
    public String holder() {
        return session.holder();
    }

    @Override
    public SplitRules splitRules() {
        return session.splitRules();
    }

    @Override
    public boolean hasRevisions() throws SQLException {
        steps.accept("look for the revisions table");
        return session.hasRevisions();
    }

    @Override
    public List<Revision> history() throws SQLException {
        steps.accept("read the revisions");
        return session.history();
    }

    @Override
    public Revisions revisions() {
        return new SteppedRevisions(session.revisions(), steps);
    }

    @Override
    public void createRevisions() throws SQLException {
        steps.accept("create the revisions table");
        session.createRevisions();
    }

    @Override
    public String dirt() throws SQLException {
        return session.dirt();
    }

    @Override
    public void begin() throws Refusal, SQLException {
        steps.accept("begin");
        session.begin();
    }

    @Override
    public void commit() throws SQLException {
        steps.accept("commit");
        session.commit();
    }

    @Override
    public void rollback() throws SQLException {
        steps.accept("roll back");
        session.rollback();
    }

    @Override
    public CheckPhase checkPhase() throws SQLException {
        steps.accept("ask the checks");
        return session.checkPhase();
    }

    @Override
    public void execute(String sql) throws SQLException {
        steps.accept("execute " + sql);
        session.execute(sql);
    }

    @Override
    public boolean rollsBackWhole() {
        return session.rollsBackWhole();
    }

    @Override
    public boolean inTransaction() {
        return session.inTransaction();
    }

    @Override
    public boolean atomic(List<Statement> statements) throws SQLException {
        return session.atomic(statements);
    }

    @Override
    public boolean mayBegin(String sql) {
        return session.mayBegin(sql);
    }

    @Override
    public boolean beginsByItself() {
        return session.beginsByItself();
    }

    @Override
    public boolean commitsWithBegin() {
        return session.commitsWithBegin();
    }

    @Override
    public void endOwnTransaction() throws SQLException {
        steps.accept("take back the file's own transaction");
        session.endOwnTransaction();
    }

    @Override
    public boolean hadNoEffect(String sql) {
        return session.hadNoEffect(sql);
    }

    @Override
    public DatabaseError error(SQLException e) {
        return session.error(e);
    }

    @Override
    public void close() {
        steps.accept("close");
        session.close();
    }

    private static final class SteppedRevisions extends Revisions {
        private final Revisions revisions;
        private final Consumer<String> steps;

        private SteppedRevisions(Revisions revisions, Consumer<String> steps) {
            super(null, new SqliteTypes(), "");
            this.revisions = revisions;
            this.steps = steps;
        }

        @Override
        List<Revision> read() throws SQLException {
            return revisions.read();
        }

        @Override
        void insert(Revision revision) throws SQLException {
            steps.accept(name(revision));
            revisions.insert(revision);
        }

        @Override
        void update(Revision revision) throws SQLException {
            steps.accept(name(revision));
            revisions.update(revision);
        }

        private static String name(Revision revision) {
            return "write version " + revision.version() + ", applied " + revision.applied() + " of " + revision.total()
                    + (revision.isAmbiguous() ? ", executing the next" : "");
        }
    }
}
