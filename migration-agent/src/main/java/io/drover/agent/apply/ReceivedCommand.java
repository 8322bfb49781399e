package io.drover.agent.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.CommandHeaders;
import io.drover.contracts.Event;
import io.drover.contracts.Resolution;
import io.drover.contracts.RunRef;
import io.drover.kit.event.EventCodec;
import io.drover.kit.event.UndecodableEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of a command topic, as far as it can be understood (P12). */
sealed interface ReceivedCommand {
    ObjectMapper JSON = new ObjectMapper();
    int LONGEST_NAME = 100;

    /** The run it is for; empty when not even the headers tell. */
    Optional<RunRef> run();

    /** True when it only asks what became of a run, or what a target is at. */
    boolean isInspection();

    /** A command with everything that every kind of command needs. */
    record Readable(AgentCommand command) implements ReceivedCommand {
        @Override
        public boolean isInspection() {
            return command.kind() == AgentCommand.Kind.INSPECT;
        }

        @Override
        public Optional<RunRef> run() {
            return Optional.of(command.ref());
        }
    }

    /**
     * A record that no retry will make readable.
     *
     * @param isInspection true when it says so, or is for no run
     * @param directory what it says of its directory, null when that cannot be read either
     * @param digest likewise
     */
    record Unreadable(Optional<RunRef> run, boolean isInspection, String directory, String digest, String reason)
            implements ReceivedCommand {}

    static ReceivedCommand of(ConsumerRecord<String, byte[]> record) {
        try {
            Event event = EventCodec.read(record);
            if (event instanceof AgentCommand command && isComplete(command)) {
                return new Readable(command);
            }
            String what = event.getClass().getSimpleName();
            return unreadable(record, "The record is not a complete AgentCommand, but a " + what);
        } catch (UndecodableEvent e) {
            return unreadable(record, e.getMessage());
        }
    }

    private static Unreadable unreadable(ConsumerRecord<?, byte[]> record, String reason) {
        JsonNode body = body(record);
        Optional<RunRef> run = fromHeaders(record);
        boolean inspection = AgentCommand.Kind.INSPECT.name().equals(text(body, "kind"))
                || run.filter(ref -> ref.run() == RunRef.NO_RUN).isPresent();
        return new Unreadable(run, inspection, text(body, "directory"), text(body, "digest"), reason);
    }

    /** The body as far as it is JSON at all. */
    private static JsonNode body(ConsumerRecord<?, byte[]> record) {
        try {
            return record.value() == null ? MissingNode.getInstance() : JSON.readTree(record.value());
        } catch (IOException e) {
            // not even JSON: then nothing is known beyond the headers
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode body, String field) {
        String text = body.path(field).isTextual() ? body.path(field).textValue() : null;
        return text == null || text.length() > LONGEST_NAME ? null : text;
    }

    private static boolean isComplete(AgentCommand command) {
        return command.kind() != null
                && command.ref() != null
                && command.target() != null
                && command.target().url() != null
                && command.digest() != null
                && (command.kind() != AgentCommand.Kind.SET || isComplete(command.resolution()));
    }

    private static boolean isComplete(Resolution resolution) {
        return resolution != null && resolution.version() != null && resolution.outcome() != null;
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
