package io.drover.status.projection;

import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.RunsSettled;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Everything heard of one run, from the orchestrator and from agents, in whatever order. Each fact is replaced only by a
 * later attempt or a stronger word, so hearing it again changes nothing. Not thread-safe.
 */
final class RunStory {
    final long id;
    private final long deployment;
    private final long target;
    private long runSeq;
    private String directory;
    private String digest;
    private String targetName;
    private String wave;
    private Integer position;
    private int planned;
    private RunRow stored;
    private Sign sign = Sign.NONE;
    private Told told = Told.NOTHING;
    private final NavigableMap<Integer, Word> words = new TreeMap<>();
    private final Map<Integer, AttemptRow> changed = new TreeMap<>();
    private final List<RunFinished> finished = new ArrayList<>();
    private final List<RunsSettled.SettledRun> settled = new ArrayList<>();
    private final List<ErrorKind> errors = new ArrayList<>();

    RunStory(long id, long deployment, long target) {
        this.id = id;
        this.deployment = deployment;
        this.target = target;
    }

    /** Takes up what the tables hold. */
    void recall(RunRow row) {
        stored = row;
        runSeq = row.runSeq();
        directory = row.directory();
        digest = row.digest();
        targetName = row.targetName();
        wave = row.wave();
        position = row.position();
        planned = row.plannedAttempt();
        boolean begun = RunState.RUNNING.name().equals(row.liveState());
        sign = row.liveAttempt() == 0
                ? Sign.NONE
                : new Sign(row.liveAttempt(), row.liveEpoch(), begun, row.liveAt(), row.agent());
        told = row.toldAttempt() == 0
                ? Told.NOTHING
                : new Told(
                        row.toldAttempt(),
                        row.toldSequence(),
                        RunState.valueOf(row.toldState()),
                        row.toldReason(),
                        row.toldAt());
    }

    void recall(int attempt, Word word) {
        words.put(attempt, word);
    }

    void planned(RunsPlanned.PlannedRun run, String ofDirectory, String ofDigest) {
        runSeq = Math.max(runSeq, run.runSeq());
        directory = ofDirectory;
        digest = ofDigest;
        targetName = run.targetName();
        wave = run.wave();
        position = run.position();
        planned = Math.max(planned, run.attempt());
    }

    /** {@code sequence} is that of the event which says it. */
    void settled(RunsSettled.SettledRun run, long sequence) {
        runSeq = Math.max(runSeq, run.runSeq());
        planned = Math.max(planned, run.attempt());
        settled.add(run);
        if (run.state().isTerminal()) {
            String fingerprint = fingerprint(run.state(), run.reason(), run.error());
            Word word = new Word(run.state(), run.reason(), false, micros(run.at()), fingerprint);
            say(run.attempt(), word, AttemptRow.settled(this, run, word));
        } else {
            told = told.and(new Told(run.attempt(), sequence, run.state(), run.reason(), micros(run.at())));
        }
    }

    /** An agent began the attempt, or gave it back; progress is a beginning too, and that somebody is still at it. */
    void live(RunRef ref, String agent, boolean began, Instant at) {
        runSeq = Math.max(runSeq, ref.runSeq());
        sign = sign.and(new Sign(ref.attempt(), ref.epoch(), began, micros(at), agent));
    }

    void finished(RunFinished event) {
        int attempt = event.ref().attempt();
        runSeq = Math.max(runSeq, event.ref().runSeq());
        directory = directory == null ? event.directory() : directory;
        digest = digest == null ? event.digest() : digest;
        finished.add(event);
        String fingerprint = fingerprint(event.state(), event.reason(), event.error());
        Word word = new Word(event.state(), event.reason(), true, micros(event.finishedAt()), fingerprint);
        say(attempt, word, AttemptRow.reported(event, word));
    }

    private String fingerprint(RunState state, String reason, RunError error) {
        ErrorKind kind = ErrorKind.of(state, reason, error);
        if (kind == null) {
            return null;
        }
        errors.add(kind);
        return kind.fingerprint();
    }

    private void say(int attempt, Word word, AttemptRow row) {
        if (MergeRule.replaces(word, words.get(attempt))) {
            words.put(attempt, word);
            changed.put(attempt, row);
        }
    }

    /** The row to store, with the state that follows from all of the above. */
    RunRow row() {
        MergeRule.Merged merged = MergeRule.merge(planned, sign, told, words);
        Word failure = failure(merged);
        return new RunRow(
                id,
                deployment,
                target,
                runSeq,
                directory,
                digest,
                targetName,
                wave,
                position,
                planned,
                sign.attempt(),
                sign.attempt() == 0 ? null : (sign.begun() ? RunState.RUNNING : RunState.PENDING).name(),
                sign.at(),
                sign.agent(),
                merged.attempt(),
                merged.state().name(),
                merged.reason(),
                told.attempt(),
                told.sequence(),
                told.state() == null ? null : told.state().name(),
                told.reason(),
                told.at(),
                sign.epoch(),
                failure == null ? null : failure.fingerprint(),
                failure == null ? null : failure.at());
    }

    /** The word that makes it a failed run, null when it is none. */
    private Word failure(MergeRule.Merged merged) {
        Word word = words.get(merged.attempt());
        boolean failed = merged.state() == RunState.FAILED || merged.state() == RunState.UNREACHABLE;
        return failed && word != null && word.state() == merged.state() ? word : null;
    }

    /** Kinds of all errors heard in this batch, also of words that were too weak. */
    Collection<ErrorKind> errors() {
        return errors;
    }

    /** The row as the tables hold it, null when there is none. */
    RunRow stored() {
        return stored;
    }

    /**
     * Whether the database has to be computed again: not because an agent began or is still at it, which is most of what
     * is said. What is learned of contents and versions tells so itself.
     */
    boolean concernsDatabase() {
        return stored == null
                || !changed.isEmpty()
                || stored.runSeq() != runSeq
                || !Objects.equals(stored.directory(), directory)
                || !Objects.equals(stored.digest(), digest);
    }

    /** Words that took the place of others in this batch. */
    Collection<AttemptRow> changedAttempts() {
        return changed.values();
    }

    /**
     * What was heard in this batch of the state of the database. The orchestrator does not repeat the content, which is
     * the run's; a run is planned before it is settled, on the same topic.
     */
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        for (RunFinished event : finished) {
            boolean well = event.error() == null;
            boolean open = event.state() == RunState.SUCCEEDED || event.state() == RunState.NO_ACTION;
            boolean tells = event.nothingPending() ? well : open;
            if (tells && event.directory() != null && event.digest() != null) {
                RunRef ref = event.ref();
                facts.add(new Fact(
                        target,
                        event.directory(),
                        event.digest(),
                        ref.runSeq(),
                        ref.attempt(),
                        event.nothingPending()));
            }
        }
        for (RunsSettled.SettledRun run : settled) {
            if (run.nothingPending() && directory != null && digest != null) {
                facts.add(new Fact(target, directory, digest, run.runSeq(), run.attempt(), true));
            }
        }
        return facts;
    }

    /** Versions that were seen on the database, as heard in this batch. */
    List<Seen> seen() {
        List<Seen> seen = new ArrayList<>();
        for (RunFinished event : finished) {
            if (event.current() != null && event.directory() != null) {
                RunRef ref = event.ref();
                seen.add(new Seen(target, event.directory(), ref.runSeq(), ref.attempt(), event.current()));
            }
        }
        for (RunsSettled.SettledRun run : settled) {
            if (run.current() != null && directory != null) {
                seen.add(new Seen(target, directory, run.runSeq(), run.attempt(), run.current()));
            }
        }
        return seen;
    }

    long deployment() {
        return deployment;
    }

    long target() {
        return target;
    }

    String directory() {
        return directory;
    }

    /** A row of table {@code run}. */
    record RunRow(
            long id,
            long deployment,
            long target,
            long runSeq,
            String directory,
            String digest,
            String targetName,
            String wave,
            Integer position,
            int plannedAttempt,
            int liveAttempt,
            String liveState,
            Instant liveAt,
            String agent,
            int attempt,
            String state,
            String reason,
            int toldAttempt,
            long toldSequence,
            String toldState,
            String toldReason,
            Instant toldAt,
            long liveEpoch,
            String fingerprint,
            Instant failedAt) {}

    /** PostgreSQL keeps microseconds; comparing with what it gives back needs the same. */
    static Instant micros(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }
}
