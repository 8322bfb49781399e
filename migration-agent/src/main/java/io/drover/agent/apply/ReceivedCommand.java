package io.drover.agent.apply;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.CommandHeaders;
import io.drover.contracts.Event;
import io.drover.contracts.RunRef;
import io.drover.kit.event.EventCodec;
import io.drover.kit.event.UndecodableEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of a command topic, as far as it can be understood (P12). */
sealed interface ReceivedCommand {

    /** The run it is for; empty when not even the headers tell. */
    Optional<RunRef> run();

    /** A command with everything that every kind of command needs. */
    record Readable(AgentCommand command) implements ReceivedCommand {
        @Override
        public Optional<RunRef> run() {
            return Optional.of(command.ref());
        }
    }

    /** A record that no retry will make readable. */
    record Unreadable(Optional<RunRef> run, String reason) implements ReceivedCommand {}

    static ReceivedCommand of(ConsumerRecord<String, byte[]> record) {
        try {
            Event event = EventCodec.read(record);
            if (event instanceof AgentCommand command && isComplete(command)) {
                return new Readable(command);
            }
            String what = event.getClass().getSimpleName();
            return new Unreadable(fromHeaders(record), "The record is not a complete AgentCommand, but a " + what);
        } catch (UndecodableEvent e) {
            return new Unreadable(fromHeaders(record), e.getMessage());
        }
    }

    private static boolean isComplete(AgentCommand command) {
        return command.kind() != null
                && command.ref() != null
                && command.target() != null
                && command.target().url() != null
                && command.digest() != null;
    }

    private static Optional<RunRef> fromHeaders(ConsumerRecord<?, ?> record) {
        try {
            return Optional.of(new RunRef(
                    number(record, CommandHeaders.DEPLOYMENT),
                    number(record, CommandHeaders.RUN),
                    number(record, CommandHeaders.TARGET),
                    number(record, CommandHeaders.RUN_SEQ),
                    Math.toIntExact(number(record, CommandHeaders.ATTEMPT)),
                    number(record, CommandHeaders.EPOCH)));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long number(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new NumberFormatException("no header " + name);
        }
        return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
    }
}
