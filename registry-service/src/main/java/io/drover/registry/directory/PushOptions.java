package io.drover.registry.directory;

import io.drover.contracts.DirectoryPushed.PushContext;
import io.drover.engine.format.DirectoryFormat;
import io.drover.kit.problem.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a pusher says besides the files.
 *
 * @param format layout of the files, see {@link DirectoryFormat}; null is {@code atlas}
 * @param tags names to move to the pushed version
 * @param allowRewrite files of the newest version may be changed or removed
 * @param allowOutOfOrder new files may sort before the newest version's last
 * @param context where the push comes from; null when nothing was said
 */
record PushOptions(
        String format, List<String> tags, boolean allowRewrite, boolean allowOutOfOrder, PushContext context) {
    private static final int MAX_TAGS = 100;
    private static final int MAX_CONTEXT = 2_000;

    PushOptions {
        tags = tags == null ? List.of() : tags.stream().distinct().toList();
        context = isSilent(context) ? null : context;
    }

    /** The layout of the files; that of Atlas also when the one that was named is not known, which is a fault. */
    DirectoryFormat layout() {
        return DirectoryFormat.parse(format).orElse(DirectoryFormat.ATLAS);
    }

    PushOptions withFormat(String other) {
        return new PushOptions(other, tags, allowRewrite, allowOutOfOrder, context);
    }

    /** Everything that is wrong with them. */
    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (format != null && DirectoryFormat.parse(format).isEmpty()) {
            faults.add(new Fault(
                    "/format", "There is no format \"%s\"; there are %s.".formatted(format, DirectoryFormat.known())));
        }
        for (int i = 0; i < tags.size(); i++) {
            String pointer = "/tags/" + i;
            Names.faultOfTag(tags.get(i)).ifPresent(fault -> faults.add(new Fault(pointer, fault)));
        }
        if (tags.size() > MAX_TAGS) {
            faults.add(new Fault(
                    "/tags", "A push names at most " + MAX_TAGS + " tags, this one names " + tags.size() + "."));
        }
        if (context != null) {
            check("repo", context.repo(), faults);
            check("branch", context.branch(), faults);
            check("commit", context.commit(), faults);
            check("url", context.url(), faults);
            check("user", context.user(), faults);
        }
        return faults;
    }

    private static void check(String field, String value, List<Fault> faults) {
        Optional<String> fault = Optional.empty();
        if (value != null && value.length() > MAX_CONTEXT) {
            fault = Optional.of("The field \"%s\" takes at most %,d characters.".formatted(field, MAX_CONTEXT));
        } else if (value != null && value.chars().anyMatch(Character::isISOControl)) {
            fault = Optional.of("The field \"%s\" holds a control character.".formatted(field));
        }
        fault.ifPresent(sentence -> faults.add(new Fault("/context/" + field, sentence)));
    }

    private static boolean isSilent(PushContext context) {
        return context == null
                || Stream.of(context.repo(), context.branch(), context.commit(), context.url(), context.user())
                        .allMatch(Objects::isNull);
    }
}
