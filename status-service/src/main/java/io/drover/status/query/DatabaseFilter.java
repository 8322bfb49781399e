package io.drover.status.query;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.select.LabelSelector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads which databases are asked for, and in which order. */
@ApplicationScoped
class DatabaseFilter {
    private final StandingStore standings;
    private final ErrorStore errors;
    private final NameSearch names;

    DatabaseFilter(StandingStore standings, ErrorStore errors, NameSearch names) {
        this.standings = standings;
        this.errors = errors;
        this.names = names;
    }

    /**
     * What is asked for.
     *
     * @param counted what is counted: everything but the state
     * @param shown what the list shows, without where a page starts
     * @param walk how to find either
     * @param histogram counts are those of it; null when none knows what is asked for
     */
    record Chosen(Where counted, Where shown, Walk walk, DatabaseSort sort, List<StandingStore.Standing> histogram) {}

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

        private boolean asksFor(DatabaseState state) {
            return states.isEmpty() || states.contains(state);
        }
    }

    Chosen chosen(Reading asked) {
        Where counted = counted(asked);
        Walk rare = rare(asked);
        if (rare != null || asked.fingerprint() != null) {
            return looked(asked, counted, rare == null ? Walk.all() : rare);
        }
        List<StandingStore.Standing> known = standings.of(asked.directory(), asked.env(), asked.selector());
        boolean labelled = asked.selector() != null || asked.env() != null;
        if (labelled && StandingStore.sum(known) <= Walk.FEW) {
            return looked(
                    asked,
                    counted,
                    asked.selector() != null ? Walk.fewBy(asked.selector()) : Walk.fewBy("env", asked.env()));
        }
        List<StandingStore.Standing> histogram = asked.search() == null ? known : standings.matching(known, counted);
        List<StandingStore.Standing> wanted = histogram.stream()
                .filter(standing -> asked.asksFor(standing.state()))
                .toList();
        boolean everywhere = asked.directory() == null && asked.states().isEmpty();
        return everywhere || wanted.size() > Walk.STANDINGS
                ? new Chosen(counted, inState(counted, asked), Walk.all(), asked.sort(), histogram)
                : new Chosen(counted, counted, Walk.among(wanted), asked.sort(), histogram);
    }

    /** Those that are met are counted too. */
    private static Chosen looked(Reading asked, Where counted, Walk walk) {
        return new Chosen(counted, inState(counted, asked), walk, asked.sort(), null);
    }

    /** The way to few databases, where a counter or a look at the names knows that they are. */
    private Walk rare(Reading asked) {
        if (asked.fingerprint() != null && errors.countDatabases(asked.fingerprint()) <= Walk.FEW) {
            return Walk.fewBy("fingerprint", asked.fingerprint());
        }
        return asked.search() != null && names.hasFew(asked.search()) ? names.few(asked.search()) : null;
    }

    private static Where counted(Reading asked) {
        Where where =
                new Where("d.shown").andIf(asked.directory(), "d.directory = ?").andIf(asked.env(), "d.env = ?");
        if (asked.search() != null) {
            NameSearch.only(where, asked.search());
        }
        if (asked.selector() != null) {
            where.and(asked.selector());
        }
        return where.andIf(asked.fingerprint(), "d.fingerprint = ?");
    }

    static Where inState(Where where, Reading asked) {
        return where.copy().andComputed(asked.states(), DatabaseState.SQL);
    }
}
