package io.drover.e2e.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A database with a lock, a revisions table and a ledger of what was ever committed on it. Sessions are the server's:
 * what runs in them goes on without its client until the server has to tell it something.
 */
final class ModelTarget {
    static final int MIGRATIONS = 3;
    private static final int IDLE_FOR = 30_000;

    final long id;
    private final boolean file;
    private final World world;
    private final int[] flaws = new int[MIGRATIONS + 1];
    private final int[] ledger = new int[MIGRATIONS + 1];
    private final List<Long> revisions = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private Session lockHolder;
    private long downUntil;

    ModelTarget(long id, boolean file, World world) {
        this.id = id;
        this.file = file;
        this.world = world;
    }

    void fails(int migration, int times) {
        flaws[migration] = times;
    }

    void isDown(long millis) {
        downUntil = Math.max(downUntil, world.now() + millis);
        List.copyOf(sessions).forEach(Session::end);
    }

    boolean isDown() {
        return world.now() < downUntil;
    }

    /** How many migrations are applied. */
    int applied() {
        return revisions.size();
    }

    /** How often the migration was committed. */
    int committed(int migration) {
        return ledger[migration];
    }

    /** Whether one of the first migrations was applied by this run. */
    boolean hasRevisionOf(long run, int wanted) {
        return revisions.subList(0, Math.min(wanted, revisions.size())).contains(run);
    }

    boolean isQuiet() {
        return sessions.isEmpty();
    }

    /** @param lost told when the connection breaks */
    Session connect(long run, int attempt, Runnable lost) {
        Session session = new Session(run, attempt, lost);
        sessions.add(session);
        return session;
    }

    /** Every connection breaks; the server notices when it has to say something, or late. */
    void cut(long millis) {
        List.copyOf(sessions).forEach(session -> {
            session.leave(millis);
            session.lost.run();
        });
    }

    /** Ends sessions of a run that have been idle for long, and names one that is alive; null when none is. */
    Session orphanOf(long run, int belowAttempt, Session but) {
        List<Session> alive = sessions.stream()
                .filter(session -> session != but && session.run == run && session.attempt < belowAttempt)
                .toList();
        if (!file) {
            alive.stream()
                    .filter(session -> world.now() - session.busyUntil >= IDLE_FOR)
                    .forEach(Session::end);
        }
        return alive.stream().filter(session -> session.open).findFirst().orElse(null);
    }

    /** Whether somebody executes the run: it has a session, or the lock. */
    boolean isAtIt(long run) {
        return orphanOf(run, Integer.MAX_VALUE, null) != null;
    }

    Session lockHolder() {
        return lockHolder;
    }

    /** A connection's other end. */
    final class Session {
        final long run;
        final int attempt;
        private final Runnable lost;
        private boolean open = true;
        private boolean left;
        private long busyUntil = world.now();

        private Session(long run, int attempt, Runnable lost) {
            this.run = run;
            this.attempt = attempt;
            this.lost = lost;
        }

        /** Whether the client still has it. */
        boolean isThere() {
            return open && !left;
        }

        /** Its client has just asked something. */
        void isAsked() {
            busyUntil = Math.max(busyUntil, world.now());
        }

        boolean takeLock() {
            isAsked();
            if (lockHolder == null) {
                lockHolder = this;
            }
            return lockHolder == this;
        }

        /** Executes the statements of a migration; they are not committed. */
        void execute(long millis, Runnable then) {
            busyUntil = world.now() + millis;
            world.in(millis, () -> {
                if (open && left) {
                    close();
                } else if (open) {
                    then.run();
                }
            });
        }

        /** True when the statements of a migration end well this time. */
        boolean succeeds(int migration) {
            return flaws[migration]-- <= 0;
        }

        /** Commits the migration that comes next; a client that is gone meanwhile does not hear of it. */
        void commit(int migration, Runnable then) {
            busyUntil = world.now() + 20;
            world.in(world.between(1, 20), () -> {
                if (!open) {
                    return;
                }
                busyUntil = world.now();
                ledger[migration]++;
                revisions.add(run);
                world.trace(
                        () -> "target " + id + " migration " + migration + " committed by run " + run + "/" + attempt);
                if (left) {
                    close();
                } else {
                    then.run();
                }
            });
        }

        /** The server ends it. */
        private void end() {
            close();
            if (!left) {
                lost.run();
            }
        }

        void close() {
            open = false;
            sessions.remove(this);
            if (lockHolder == this) {
                lockHolder = null;
            }
        }

        /** The client is gone. What is not busy ends when the server notices; a file's lock dies with its process. */
        void leave(long noticedAfter) {
            left = true;
            if (file) {
                close();
            } else if (busyUntil <= world.now()) {
                world.in(noticedAfter, this::close);
            }
        }
    }
}
