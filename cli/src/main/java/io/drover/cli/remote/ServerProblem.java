package io.drover.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The server said no: a problem+json answer, or another answer that is not a success. */
public final class ServerProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final boolean repeated;
    private final transient List<String> sentences;

    private ServerProblem(int status, String type, boolean repeated, List<String> sentences) {
        super(String.join("\n", sentences));
        this.repeated = repeated;
        this.status = status;
        this.type = type;
        this.sentences = List.copyOf(sentences);
    }

    /** @param body null when the answer was not JSON */
    static ServerProblem of(int status, JsonNode body, String request) {
        if (body == null || !body.hasNonNull("type") && !body.hasNonNull("title") && !body.hasNonNull("detail")) {
            return new ServerProblem(
                    status, "", false, List.of("the server answered " + status + " to " + request + "."));
        }
        String type = body.path("type").asText("");
        String name = type.substring(type.lastIndexOf('/') + 1).replaceFirst("^.*:", "");
        List<String> sentences = new ArrayList<>();
        String detail = body.path("detail").asText(body.path("title").asText("the server answered " + status));
        sentences.add(name.isEmpty() || name.equals("blank") ? detail : detail + " (" + name + ")");
        for (JsonNode fault : body.path("faults")) {
            String pointer = fault.path("pointer").asText("");
            String words = fault.path("detail").asText("");
            String sentence = pointer.isEmpty() ? words : pointer + ": " + words;
            if (!words.isEmpty() && !words.equals(detail)) {
                sentences.add(sentence);
            }
        }
        return new ServerProblem(status, name, false, sentences);
    }

    /** The same problem as the answer to an order that was sent before, with an answer that was lost. */
    ServerProblem afterRepeat() {
        return new ServerProblem(status, type, true, sentences);
    }

    /** True when the order had been sent before: it may have been carried out by then. */
    public boolean isAfterRepeat() {
        return repeated;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** True when a part of the server is down: asking again later may work. */
    public boolean isOutage() {
        return status == 502 || status == 503 || status == 504;
    }

    /** The problem's stable name, {@code not-found} for example; empty when there is none. */
    public String type() {
        return type;
    }

    /** Everything that is wrong, the main thing first. */
    public List<String> sentences() {
        return sentences;
    }
}
