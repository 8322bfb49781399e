package io.drover.agent.apply;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.CommandTarget;
import io.drover.contracts.AgentCommand.Kind;
import io.drover.contracts.AgentCommand.Options;
import io.drover.contracts.CommandHeaders;
import io.drover.contracts.RunRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Commands as the orchestrator sends them; every number is used once. */
final class Commands {
    private static final AtomicLong NUMBER = new AtomicLong(1_000);
    private static final Options PATIENT =
            new Options(null, null, null, false, null, null, Duration.ofMinutes(1), Duration.ofMinutes(1), null);

    private Commands() {}

    static AgentCommand apply(String url, String digest) {
        return apply(NUMBER.incrementAndGet(), url, digest);
    }

    static AgentCommand apply(long target, String url, String digest) {
        RunRef ref = new RunRef(7, NUMBER.incrementAndGet(), target, 1, 1, 0);
        CommandTarget where = new CommandTarget(target, "t" + target, url, url.startsWith("sqlite") ? "host-a" : null);
        return new AgentCommand(Kind.APPLY, ref, where, "db-per-tenant", 1, digest, null, true, PATIENT, Instant.now());
    }

    static AgentCommand with(AgentCommand command, Kind kind, String hostId, boolean mayCreate, Instant sentAt) {
        CommandTarget where = command.target();
        return new AgentCommand(
                kind,
                command.ref(),
                new CommandTarget(where.id(), where.name(), where.url(), hostId),
                command.directory(),
                command.sequence(),
                command.digest(),
                command.toMigration(),
                mayCreate,
                command.options(),
                sentAt);
    }

    static AgentCommand with(AgentCommand command, RunRef ref) {
        return new AgentCommand(
                command.kind(),
                ref,
                command.target(),
                command.directory(),
                command.sequence(),
                command.digest(),
                command.toMigration(),
                command.mayCreate(),
                command.options(),
                command.sentAt());
    }

    static Map<String, String> headers(RunRef ref) {
        return Map.of(
                CommandHeaders.DEPLOYMENT, String.valueOf(ref.deployment()),
                CommandHeaders.RUN, String.valueOf(ref.run()),
                CommandHeaders.TARGET, String.valueOf(ref.target()),
                CommandHeaders.RUN_SEQ, String.valueOf(ref.runSeq()),
                CommandHeaders.ATTEMPT, String.valueOf(ref.attempt()),
                CommandHeaders.EPOCH, String.valueOf(ref.epoch()),
                CommandHeaders.SENT_AT, Instant.now().toString());
    }
}
