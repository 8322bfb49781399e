package io.drover.orchestrator.target;

import io.drover.kit.problem.ProblemType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a description of a target must be like. Needs no database; thread-safe. */
public final class TargetRules {
    private static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,98}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9._/:@-]{0,200}");
    private static final Pattern POOL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern DIRECTORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern HOST_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");
    private static final int MOST_LABELS = 64;
    private static final String DEFAULT_POOL = "default";

    private final Optional<String> defaultHostId;

    public TargetRules(Optional<String> defaultHostId) {
        this.defaultHostId = defaultHostId.filter(id -> !id.isBlank());
    }

    /** True for what the registry accepts as the name of a directory. */
    public static boolean isDirectoryName(String name) {
        return DIRECTORY.matcher(name).matches();
    }

    /** The canonical form of a URL that has been checked: fit for everybody's eyes. */
    public static String shown(String url) {
        try {
            return CanonicalUrl.of(url).text();
        } catch (Faulty e) {
            throw new IllegalArgumentException("The URL has not been checked", e);
        }
    }

    /**
     * Checks a description.
     *
     * @param pointer of the description in the request
     * @param revisionsSchema the history's own schema; null for the usual place
     * @param faults where everything that is wrong is added
     * @return null when something is wrong
     */
    public TargetDraft check(int position, String pointer, TargetInput input, String revisionsSchema, Faults faults) {
        Faults own = new Faults();
        Checks checks = new Checks(pointer, own, faults);
        if (input.name() != null) {
            checks.run("/name", () -> TargetNames.check(input.name()));
        }
        Map<String, String> labels = input.labels() == null ? Map.of() : new TreeMap<>(input.labels());
        checks.run("/labels", () -> checkLabels(labels));
        String pool = input.pool() == null ? DEFAULT_POOL : input.pool();
        checks.run("/pool", () -> checkPool(pool));
        checks.run("/directory", () -> checkDirectory(input.directory()));
        if (input.url() == null || input.url().isBlank()) {
            checks.fail("/url", new Faulty(ProblemType.INVALID_REQUEST, "A target needs a URL."));
            return null;
        }
        try {
            CanonicalUrl url = CanonicalUrl.of(input.url());
            String hostId = url.isFile() ? host(input.hostId()) : null;
            if (!own.isEmpty()) {
                return null;
            }
            String identity = url.identity(hostId, revisionsSchema);
            return new TargetDraft(
                    position,
                    pointer,
                    input.name(),
                    TargetNames.candidates(url, identity),
                    TargetNames.shortName(url),
                    identity,
                    input.url(),
                    url.text(),
                    url.kind(),
                    url.server(),
                    labels,
                    pool,
                    hostId,
                    input.directory(),
                    revisionsSchema);
        } catch (Faulty e) {
            checks.fail(e.type() == ProblemType.HOST_REQUIRED ? "/hostId" : "/url", e);
            return null;
        }
    }

    private String host(String given) throws Faulty {
        if (given == null) {
            return defaultHostId.orElseThrow(
                    () -> new Faulty(
                            ProblemType.HOST_REQUIRED,
                            "A file lives on one machine; tell which one as hostId (its /etc/machine-id, else its host name)."));
        }
        if (!HOST_ID.matcher(given).matches()) {
            throw new Faulty(
                    ProblemType.INVALID_REQUEST, "A hostId has letters, digits, dots, dashes and colons only.");
        }
        return given;
    }

    static void checkLabels(Map<String, String> labels) throws Faulty {
        if (labels.size() > MOST_LABELS) {
            throw new Faulty(
                    ProblemType.INVALID_REQUEST,
                    "A target has at most " + MOST_LABELS + " labels, not " + labels.size() + ".");
        }
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!LABEL_KEY.matcher(label.getKey()).matches()) {
                throw new Faulty(
                        ProblemType.INVALID_REQUEST,
                        "A label's name has letters, digits, dots, dashes, underscores and slashes only.");
            }
            if (label.getValue() == null
                    || !LABEL_VALUE.matcher(label.getValue()).matches()) {
                throw new Faulty(
                        ProblemType.INVALID_REQUEST,
                        "The value of the label \"" + label.getKey() + "\" has at most 200 of the characters"
                                + " A-Z a-z 0-9 . _ / : @ - .");
            }
        }
    }

    static void checkPool(String pool) throws Faulty {
        if (!POOL.matcher(pool).matches()) {
            throw new Faulty(
                    ProblemType.INVALID_REQUEST,
                    "The name of an agent pool has 1 to 64 letters, digits, dashes and underscores.");
        }
    }

    private static void checkDirectory(String directory) throws Faulty {
        if (directory != null && !isDirectoryName(directory)) {
            throw new Faulty(
                    ProblemType.INVALID_REQUEST,
                    "The name of a directory has 1 to 100 letters, digits, dots, dashes and underscores.");
        }
    }

    private interface Check {
        void run() throws Faulty;
    }

    private record Checks(String pointer, Faults own, Faults all) {
        void run(String field, Check check) {
            try {
                check.run();
            } catch (Faulty e) {
                fail(field, e);
            }
        }

        void fail(String field, Faulty e) {
            own.add(e, pointer + field);
            all.add(e, pointer.startsWith("line") ? pointer + field.replaceFirst("/", ", ") : pointer + field);
        }
    }
}
