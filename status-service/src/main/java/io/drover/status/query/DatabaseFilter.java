package io.drover.status.query;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.select.LabelSelector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads which databases are asked for, and in which order. */
@ApplicationScoped
class DatabaseFilter {
    private final StandingStore standings;
    private final ErrorStore errors;

    DatabaseFilter(StandingStore standings, ErrorStore errors) {
        this.standings = standings;
        this.errors = errors;
    }

    /**
     * What is asked for.
     *
     * @param counted what the counts are of: everything but the state
     * @param shown what the list shows, without where a page starts
     * @param histogram counts are those of this directory, or of all when it is null; null when it does not know
     */
    record Chosen(Where counted, Where shown, DatabaseSort sort, List<StandingStore.Standing> histogram) {}

    /** Reads the parameters; faults are left to the caller to refuse before it uses {@code chosen}. */
    Reading read(Parameters parameters) {
        if (parameters.text("group") != null) {
            throw Problem.of(ProblemType.NOT_AVAILABLE_YET, "Databases cannot be filtered by target group yet.");
        }
        return new Reading(
                parameters.text("directory"),
                parameters.text("env"),
                parameters.text("q"),
                parameters.text("fingerprint"),
                parameters.selector(),
                parameters.words("state", DatabaseState.class),
                DatabaseSort.read(parameters));
    }

    /** The parameters as they were given. */
    record Reading(
            String directory,
            String env,
            String search,
            String fingerprint,
            LabelSelector selector,
            List<DatabaseState> states,
            DatabaseSort sort) {

        private boolean histogramKnows() {
            return env == null && search == null && selector == null && fingerprint == null;
        }
    }

    Chosen chosen(Reading asked) {
        Where counted =
                new Where("d.shown").andIf(asked.directory(), "d.directory = ?").andIf(asked.env(), "dep.env = ?");
        if (asked.search() != null) {
            counted.and("lower(t.name) LIKE ?", part(asked.search()));
        }
        if (asked.selector() != null) {
            List<Object> values = new ArrayList<>();
            String condition = asked.selector().sql("t.labels", values);
            counted.and(condition, values.toArray());
        }
        if (asked.fingerprint() != null) {
            counted.and("d.fingerprint = ?", asked.fingerprint());
            if (errors.countDatabases(asked.fingerprint()) <= Few.MOST) {
                Few.only(counted, "s.fingerprint = ?", asked.fingerprint());
            }
        }
        Where shown = counted.copy();
        boolean needed = asked.histogramKnows() || !asked.states().isEmpty();
        List<StandingStore.Standing> known = needed ? standings.of(asked.directory()) : List.of();
        if (!asked.states().isEmpty()) {
            boolean few = Few.only(
                    shown,
                    known.stream()
                            .filter(standing -> asked.states().contains(standing.state()))
                            .toList());
            shown.andIn(asked.states(), DatabaseState.class, few, DatabaseState.SQL);
        }
        return new Chosen(counted, shown, asked.sort(), asked.histogramKnows() ? known : null);
    }

    /** A pattern of LIKE for lower-case texts that hold this one, in any case. */
    static String part(String search) {
        String literal = search.toLowerCase(Locale.ROOT)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
        return '%' + literal + '%';
    }
}
