package io.drover.orchestrator.target;

import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps a single row of a body from filling the memory: refuses one of more than 1 MiB. It counts what is read between
 * two rows, so the limit is as exact as the buffer of whoever reads through it: at most {@value #READ_AHEAD} bytes.
 */
final class RowLimit extends FilterInputStream {
    static final int LONGEST_ROW = 1024 * 1024;

    private static final int READ_AHEAD = 64 * 1024;

    private final Supplier<String> pointer;
    private long count;

    /**
     * Reads from a body.
     *
     * @param pointer says which row is being read
     */
    RowLimit(InputStream body, Supplier<String> pointer) {
        super(body);
        this.pointer = pointer;
    }

    /** A new row begins. */
    void next() {
        count = 0;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        add(Math.max(read, 0));
        return read;
    }

    private void add(int read) {
        count += read;
        if (count > LONGEST_ROW + READ_AHEAD) {
            String detail = "A row has at most 1 MiB; this one is longer.";
            throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault(pointer.get(), detail)));
        }
    }
}
