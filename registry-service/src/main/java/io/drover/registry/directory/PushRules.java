package io.drover.registry.directory;

import io.drover.kit.problem.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether files may follow the newest version of their directory (P3): history stays as it is, and what is new comes
 * after it. Pure and thread-safe.
 */
final class PushRules {
    private PushRules() {}

    /** A file by what it is: its name and the digest of its bytes. */
    record FileIdentity(String name, String sha256) {}

    /** What speaks against a push; nothing does when both lists are empty. */
    record Verdict(List<Fault> rewritten, List<Fault> outOfOrder) {
        boolean isAllowed() {
            return rewritten.isEmpty() && outOfOrder.isEmpty();
        }
    }

    /**
     * Compares a push with the newest version.
     *
     * @param newest files of the newest version, in order; empty for a new directory
     * @param pushed files of the push, in order
     * @return one fault per file that was removed, was changed or came too late, as far as that is not allowed
     */
    static Verdict check(
            List<FileIdentity> newest, List<FileIdentity> pushed, boolean allowRewrite, boolean allowOutOfOrder) {
        return new Verdict(
                allowRewrite ? List.of() : rewritten(newest, pushed),
                allowOutOfOrder ? List.of() : outOfOrder(newest, pushed));
    }

    private static List<Fault> rewritten(List<FileIdentity> newest, List<FileIdentity> pushed) {
        Map<String, String> now = new HashMap<>();
        pushed.forEach(file -> now.put(file.name(), file.sha256()));
        List<Fault> faults = new ArrayList<>();
        for (FileIdentity before : newest) {
            String sha256 = now.get(before.name());
            if (sha256 == null) {
                faults.add(new Fault(before.name(), before.name() + " was removed"));
            } else if (!sha256.equals(before.sha256())) {
                faults.add(new Fault(before.name(), before.name() + " was changed"));
            }
        }
        return faults;
    }

    private static List<Fault> outOfOrder(List<FileIdentity> newest, List<FileIdentity> pushed) {
        if (newest.isEmpty()) {
            return List.of();
        }
        String last = newest.get(newest.size() - 1).name();
        Map<String, String> before = new HashMap<>();
        newest.forEach(file -> before.put(file.name(), file.sha256()));
        return pushed.stream()
                .map(FileIdentity::name)
                .filter(name -> !before.containsKey(name) && name.compareTo(last) < 0)
                .map(name -> new Fault(name, name + " is new but sorts before " + last))
                .toList();
    }
}
