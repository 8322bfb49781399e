package io.drover.embedded.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A request body of unknown length that fails for its reader once more than the limit has come. What comes after that is
 * taken from the client and thrown away, so that the client gets to read the answer. Used on one event loop.
 */
final class LimitedBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final long limit;
    private long seen;
    private boolean exceeded;
    private Handler<Buffer> reader;
    private Handler<Throwable> failed;

    LimitedBody(ReadStream<Buffer> source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    boolean isExceeded() {
        return exceeded;
    }

    @Override
    public LimitedBody handler(Handler<Buffer> handler) {
        reader = handler;
        if (!exceeded) {
            source.handler(handler == null ? null : this::take);
        }
        return this;
    }

    private void take(Buffer piece) {
        seen += piece.length();
        if (seen <= limit) {
            reader.handle(piece);
            return;
        }
        exceeded = true;
        source.handler(rest -> {});
        source.endHandler(end -> {});
        source.resume();
        if (failed != null) {
            failed.handle(new IllegalStateException("more than " + limit + " bytes"));
        }
    }

    @Override
    public LimitedBody exceptionHandler(Handler<Throwable> handler) {
        failed = handler;
        if (!exceeded) {
            source.exceptionHandler(handler);
        }
        return this;
    }

    @Override
    public LimitedBody endHandler(Handler<Void> handler) {
        if (!exceeded) {
            source.endHandler(handler);
        }
        return this;
    }

    @Override
    public LimitedBody pause() {
        if (!exceeded) {
            source.pause();
        }
        return this;
    }

    @Override
    public LimitedBody resume() {
        source.resume();
        return this;
    }

    @Override
    public LimitedBody fetch(long amount) {
        source.fetch(amount);
        return this;
    }
}
