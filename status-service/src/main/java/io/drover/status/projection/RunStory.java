package io.drover.status.projection;

import io.drover.contracts.RunFinished;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.RunsSettled;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private int live;
    private boolean begun;
    private Instant liveAt;
    private String agent;
    private final NavigableMap<Integer, Word> words = new TreeMap<>();
    private final Set<Integer> reported = new TreeSet<>();
    private final Map<Integer, AttemptRow> changed = new TreeMap<>();
    private final Map<Integer, String> complete = new TreeMap<>();

    RunStory(long id, long deployment, long target) {
        this.id = id;
        this.deployment = deployment;
        this.target = target;
    }

    /** Takes up what the tables hold. */
    void recall(RunRow row) {
        runSeq = row.runSeq();
        directory = row.directory();
        digest = row.digest();
        targetName = row.targetName();
        wave = row.wave();
        position = row.position();
        planned = row.plannedAttempt();
        live = row.liveAttempt();
        begun = RunState.RUNNING.name().equals(row.liveState());
        liveAt = row.liveAt();
        agent = row.agent();
    }

    void recall(int attempt, Word word, boolean wasReported) {
        words.put(attempt, word);
        if (wasReported) {
            reported.add(attempt);
        }
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

    void settled(RunsSettled.SettledRun run) {
        runSeq = Math.max(runSeq, run.runSeq());
        planned = Math.max(planned, run.attempt());
        if (run.state().isTerminal() || run.state() == RunState.UNKNOWN) {
            Word word = new Word(run.state(), run.reason(), false, micros(run.at()));
            say(run.attempt(), word, AttemptRow.settled(this, run, word));
        }
    }

    /** An agent began the attempt, or gave it back; the newest of these counts. A sign of progress is a beginning too. */
    void live(RunRef ref, String byAgent, boolean began, Instant at) {
        runSeq = Math.max(runSeq, ref.runSeq());
        Instant when = micros(at);
        boolean knownAsBegun = ref.attempt() == live && begun && began;
        boolean newer = !knownAsBegun
                && (ref.attempt() > live || (ref.attempt() == live && (liveAt == null || when.isAfter(liveAt))));
        if (newer) {
            live = ref.attempt();
            begun = began;
            liveAt = when;
            agent = byAgent;
        }
    }

    void finished(RunFinished finished) {
        int attempt = finished.ref().attempt();
        runSeq = Math.max(runSeq, finished.ref().runSeq());
        directory = directory == null ? finished.directory() : directory;
        digest = digest == null ? finished.digest() : digest;
        reported.add(attempt);
        if (finished.nothingPending() && finished.error() == null) {
            complete.put(attempt, finished.digest());
        }
        Word word = new Word(finished.state(), finished.reason(), true, micros(finished.finishedAt()));
        say(attempt, word, AttemptRow.reported(finished, word));
    }

    private void say(int attempt, Word word, AttemptRow row) {
        if (MergeRule.replaces(word, words.get(attempt))) {
            words.put(attempt, word);
            changed.put(attempt, row);
        }
    }

    /** The row to store, with the state that follows from all of the above. */
    RunRow row() {
        MergeRule.Merged merged = MergeRule.merge(planned, live, begun, words, reported);
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
                live,
                live == 0 ? null : (begun ? RunState.RUNNING : RunState.PENDING).name(),
                liveAt,
                agent,
                merged.attempt(),
                merged.state().name(),
                merged.reason());
    }

    /** Words that took the place of others in this batch. */
    Collection<AttemptRow> changedAttempts() {
        return changed.values();
    }

    /** Attempts that an agent reported; told again for those that were known, which does no harm. */
    Set<Integer> reportedAttempts() {
        return reported;
    }

    /** By attempt: digests of which an agent found nothing left, as heard in this batch. */
    Map<Integer, String> completeDigests() {
        return complete;
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
            String reason) {}

    /** PostgreSQL keeps microseconds; comparing with what it gives back needs the same. */
    static Instant micros(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }
}
