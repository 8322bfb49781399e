package io.drover.status.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The files of a directory version, by name. Immutable. */
final class Archive {
    private static final int BLOCK = 512;

    private final Map<String, byte[]> files;
    private final int size;

    private Archive(Map<String, byte[]> files, int size) {
        this.files = files;
        this.size = size;
    }

    /**
     * Reads a canonical archive (P1): plain ustar files, one after the other.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    static Archive read(byte[] tar) {
        Map<String, byte[]> files = new HashMap<>();
        int at = 0;
        while (at + BLOCK <= tar.length && tar[at] != 0) {
            String name = text(tar, at, 100);
            int length = Integer.parseInt(text(tar, at + 124, 12).strip(), 8);
            int from = at + BLOCK;
            if (length < 0 || from + length > tar.length) {
                throw new IllegalArgumentException("The archive ends within " + name);
            }
            files.put(name, Arrays.copyOfRange(tar, from, from + length));
            at = from + (length + BLOCK - 1) / BLOCK * BLOCK;
        }
        return new Archive(files, tar.length);
    }

    /** The text at a range of bytes, null when the file does not reach so far. */
    String cut(String file, int offset, int length) {
        byte[] content = files.get(file);
        if (content == null || offset < 0 || length < 0 || offset + length > content.length) {
            return null;
        }
        return new String(content, offset, length, StandardCharsets.UTF_8);
    }

    /** Bytes it takes. */
    int size() {
        return size;
    }

    private static String text(byte[] bytes, int from, int most) {
        int end = from;
        while (end < from + most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.US_ASCII);
    }
}
