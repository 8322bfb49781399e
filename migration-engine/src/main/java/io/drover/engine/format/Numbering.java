package io.drover.engine.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do when the order by number, which the tool follows, is not that of the names, which Atlas follows. */
public enum Numbering {
    /**
     * It is a fault. For directories that are read again and again: targets know a migration by its version, so that must
     * not change when a file is added.
     */
    AS_WRITTEN,
    /** All numbers get the digits of the longest. For directories that are rewritten once and then live on by themselves. */
    WIDENED;

    private static final Pattern NUMBER = Pattern.compile("^[0-9]+");

    /** The same migrations in the same order, which is that of their names, too. */
    List<Draft> arrange(List<Draft> inOrder, Faults faults) {
        boolean keep = this == AS_WRITTEN || isInOrder(inOrder);
        List<Draft> arranged = keep ? inOrder : widened(inOrder);
        check(arranged, faults);
        return arranged;
    }

    private static void check(List<Draft> drafts, Faults faults) {
        for (int i = 1; i < drafts.size(); i++) {
            Draft before = drafts.get(i - 1);
            Draft after = drafts.get(i);
            if (comesTooEarly(before, after)) {
                faults.add(
                        after.source(),
                        "comes after " + before.source() + ", but before it by name, and versions are compared as text;"
                                + " write their numbers with equally many digits, before any target has them");
            }
        }
    }

    private static boolean isInOrder(List<Draft> drafts) {
        for (int i = 1; i < drafts.size(); i++) {
            if (comesTooEarly(drafts.get(i - 1), drafts.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean comesTooEarly(Draft before, Draft after) {
        return before.fileName().compareTo(after.fileName()) >= 0
                || before.version().compareTo(after.version()) >= 0;
    }

    private static List<Draft> widened(List<Draft> drafts) {
        int width =
                drafts.stream().mapToInt(draft -> number(draft).length()).max().orElse(0);
        List<Draft> widened = new ArrayList<>();
        for (Draft draft : drafts) {
            String zeros = "0".repeat(width - number(draft).length());
            widened.add(draft.withVersion(zeros + draft.version()));
        }
        return widened;
    }

    private static String number(Draft draft) {
        Matcher number = NUMBER.matcher(draft.version());
        return number.find() ? number.group() : "";
    }
}
