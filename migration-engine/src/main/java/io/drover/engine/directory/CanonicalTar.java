package io.drover.engine.directory;

import io.drover.engine.directory.InvalidDirectory.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The archive whose SHA-256 identifies a directory version: plain ustar, every header field that is not the name, the
 * mode, the size, the checksum, the type or the magic is zero, and nothing follows the two closing blocks.
 */
final class CanonicalTar {

    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int TYPE_AT = 156;

    private CanonicalTar() {}

    static byte[] write(List<SourceFile> files) {
        int size = 2 * BLOCK;
        for (SourceFile file : files) {
            size += BLOCK + padded(file.content().length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(size);
        for (SourceFile file : files) {
            byte[] content = file.content();
            out.writeBytes(header(file.name(), content.length));
            out.writeBytes(content);
            out.writeBytes(new byte[padded(content.length) - content.length]);
        }
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    /** Reads any plain tar of regular files; long-name and other extension entries are not understood. */
    static List<SourceFile> read(byte[] tar) {
        List<SourceFile> files = new ArrayList<>();
        int at = 0;
        while (at + BLOCK <= tar.length && !isZero(tar, at)) {
            String name = text(tar, at, NAME_BYTES);
            char type = (char) tar[at + TYPE_AT];
            long size = octal(tar, at + SIZE_AT, 12, name);
            if (!checksumFits(tar, at)) {
                throw broken(name, "the archive's header of this entry is damaged");
            }
            if (type != '0' && type != 0) {
                throw broken(name, "the archive may only contain regular files, this entry has type '" + type + "'");
            }
            int start = at + BLOCK;
            if (size > tar.length - start) {
                throw broken(name, "the archive ends in the middle of this entry");
            }
            files.add(new SourceFile(name, Arrays.copyOfRange(tar, start, start + (int) size)));
            at = start + padded((int) size);
        }
        if (at < tar.length && at + BLOCK > tar.length) {
            throw broken("", "this is not a tar archive, or it was cut off");
        }
        return files;
    }

    private static byte[] header(String name, int size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, NAME_BYTES, "0000600\0");
        put(header, NAME_BYTES + 8, "0000000\0");
        put(header, NAME_BYTES + 16, "0000000\0");
        put(header, SIZE_AT, String.format("%011o\0", size));
        put(header, SIZE_AT + 12, "00000000000\0");
        header[TYPE_AT] = '0';
        put(header, TYPE_AT + 101, "ustar\00000");
        put(header, TYPE_AT + 173, "0000000\0");
        put(header, TYPE_AT + 181, "0000000\0");
        put(header, CHECKSUM_AT, String.format("%06o\0 ", checksum(header, 0)));
        return header;
    }

    private static boolean checksumFits(byte[] tar, int at) {
        return octal(tar, at + CHECKSUM_AT, 8, "") == checksum(tar, at);
    }

    private static int checksum(byte[] tar, int at) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean inField = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8;
            sum += inField ? ' ' : tar[at + i] & 0xff;
        }
        return sum;
    }

    private static long octal(byte[] tar, int at, int length, String name) {
        String digits = text(tar, at, length).strip();
        // Twelve digits at most: no number is too large, and a sign is none.
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '7')) {
            throw broken(name, "this is not a tar archive, or it is damaged");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] tar, int at, int length) {
        int end = at;
        while (end < at + length && tar[end] != 0) {
            end++;
        }
        return new String(tar, at, end - at, StandardCharsets.UTF_8);
    }

    private static boolean isZero(byte[] tar, int at) {
        for (int i = at; i < at + BLOCK; i++) {
            if (tar[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int padded(int size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static void put(byte[] header, int at, String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static InvalidDirectory broken(String file, String detail) {
        return new InvalidDirectory(List.of(new Fault(file, detail)));
    }
}
