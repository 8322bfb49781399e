package io.drover.engine.directory;

import io.drover.engine.directory.SumFault.Kind;
import io.drover.engine.directory.SumFault.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code atlas.sum}: a total and one cumulative hash per file, so that a change of one file changes the
 * entries of all later ones.
 */
record SumFile(String total, List<Entry> entries) {

    static final String NAME = "atlas.sum";
    private static final String PREFIX = "h1:";

    record Entry(String file, String hash) {}

    static SumFile compute(List<SourceFile> ordered) {
        MessageDigest running = Sha256.start();
        List<Entry> entries = new ArrayList<>();
        for (SourceFile file : ordered) {
            running.update(file.name().getBytes(StandardCharsets.UTF_8));
            if (FileDirectives.leavesChecksum(firstLine(file.content()))) {
                continue;
            }
            running.update(file.content());
            entries.add(new Entry(file.name(), base64(snapshot(running))));
        }
        return new SumFile(totalOf(entries), List.copyOf(entries));
    }

    /** Empty when the text is not in the format of {@code atlas.sum}. */
    static Optional<SumFile> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(PREFIX)) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int at = line.indexOf(PREFIX);
            if (at < 0) {
                return Optional.empty();
            }
            entries.add(new Entry(
                    line.substring(0, at).strip(),
                    line.substring(at + PREFIX.length()).strip()));
        }
        String total = lines.get(0).substring(PREFIX.length()).strip();
        return Optional.of(new SumFile(total, List.copyOf(entries)));
    }

    String h1() {
        return PREFIX + total;
    }

    /** By file name; without the files that asked to be left out. */
    Map<String, String> hashes() {
        Map<String, String> hashes = new HashMap<>();
        entries.forEach(entry -> hashes.put(entry.file(), entry.hash()));
        return hashes;
    }

    String text() {
        StringBuilder text = new StringBuilder(h1()).append('\n');
        for (Entry entry : entries) {
            text.append(entry.file())
                    .append(' ')
                    .append(PREFIX)
                    .append(entry.hash())
                    .append('\n');
        }
        return text.toString();
    }

    /** Compares what is stored (this) with what the files really are. */
    Optional<SumFault> compareTo(SumFile actual, List<String> fileNames) {
        if (!total.equals(totalOf(entries))) {
            return Optional.of(SumFault.of(Kind.MISMATCH));
        }
        if (total.equals(actual.total)) {
            return Optional.empty();
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry stored = entries.get(i);
            Entry now = i < actual.entries.size() ? actual.entries.get(i) : null;
            if (stored.equals(now)) {
                continue;
            }
            if (!fileNames.contains(stored.file())) {
                return fault(i, stored.file(), Reason.REMOVED);
            }
            if (now != null && !now.file().equals(stored.file())) {
                return fault(i, now.file(), Reason.ADDED);
            }
            return fault(i, stored.file(), Reason.EDITED);
        }
        if (actual.entries.size() > entries.size()) {
            return fault(entries.size(), actual.entries.get(entries.size()).file(), Reason.ADDED);
        }
        return Optional.of(SumFault.of(Kind.MISMATCH));
    }

    private static Optional<SumFault> fault(int entry, String file, Reason reason) {
        return Optional.of(new SumFault(Kind.MISMATCH, entry + 2, file, reason));
    }

    private static String totalOf(List<Entry> entries) {
        MessageDigest digest = Sha256.start();
        for (Entry entry : entries) {
            digest.update((entry.file() + entry.hash()).getBytes(StandardCharsets.UTF_8));
        }
        return base64(digest.digest());
    }

    private static String firstLine(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        if (end > 0 && content[end - 1] == '\r') {
            end--;
        }
        return new String(content, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static byte[] snapshot(MessageDigest running) {
        try {
            return ((MessageDigest) running.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of this Java platform cannot be read midway", e);
        }
    }

    private static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }
}
