package io.drover.status.live;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/**
 * One event of the stream as it goes out.
 *
 * @param id where a listener goes on that comes again; null to leave it where it was
 * @param name null for a comment, which only keeps the connection open
 * @param data of the event, or the comment
 * @param retryMillis after how long a browser comes again, 0 to leave it
 */
record Signal(Long id, String name, String data, long retryMillis) {
    private static final long RETRY_MILLIS = 2_000;

    static Signal hello(long id) {
        return new Signal(id, null, "drover", RETRY_MILLIS);
    }

    static Signal heartbeat(Long id) {
        return new Signal(id, null, "still here", 0);
    }

    static Signal change(long id, String json) {
        return new Signal(id, "change", json, 0);
    }

    static Signal reset(long id) {
        return new Signal(id, "reset", "{}", 0);
    }

    OutboundSseEvent event(Sse sse) {
        OutboundSseEvent.Builder event = sse.newEventBuilder();
        if (id != null) {
            event.id(String.valueOf(id));
        }
        if (retryMillis > 0) {
            event.reconnectDelay(retryMillis);
        }
        return name == null
                ? event.comment(data).build()
                : event.name(name).data(String.class, data).build();
    }
}
