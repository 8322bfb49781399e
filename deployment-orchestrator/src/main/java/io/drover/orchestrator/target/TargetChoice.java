package io.drover.orchestrator.target;

import io.drover.kit.problem.ProblemType;
import io.drover.kit.select.LabelSelector;
import io.drover.orchestrator.target.TargetStore.Named;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which targets a deployment is for. Descriptions and names are united in the order in which they were given; a selector
 * narrows them, or chooses from the whole fleet when it stands alone. Descriptions of unknown targets become targets.
 *
 * <p>A known target takes over the URL of its description, which may name another user or reference, or hold its password
 * sealed anew: identities do not see that (P4), the agent needs it. A description without any secret does not take away
 * the one that the target has.
 */
@ApplicationScoped
public class TargetChoice {
    private static final int PAGE = 2_000;

    private final Targets targets;
    private final TargetStore store;
    private final TargetStaging staging;
    private final TargetEvents events;

    TargetChoice(Targets targets, TargetStore store, TargetStaging staging, TargetEvents events) {
        this.targets = targets;
        this.store = store;
        this.staging = staging;
        this.events = events;
    }

    /**
     * What a caller wants.
     *
     * @param inputs descriptions by their pointers, in order
     * @param selector null: all
     * @param revisionsSchema the history's own schema; null for the usual place
     */
    public record Wish(
            String directory,
            Map<String, TargetInput> inputs,
            List<String> names,
            LabelSelector selector,
            String revisionsSchema) {}

    /** A chosen target. */
    public record Chosen(long id, String name) {}

    /** Checks the descriptions without asking anybody. */
    public void check(Map<String, TargetInput> inputs, Faults faults) {
        inputs.forEach((pointer, input) -> targets.rules().check(0, pointer, input, null, faults));
    }

    /**
     * Chooses, creates what is unknown, binds all to the directory and keeps them locked until the transaction ends: two
     * deployments with a target in common get their ids in the order in which they got the lock.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Chosen> choose(Wish wish, Faults faults) {
        Map<String, TargetDraft> drafts = new LinkedHashMap<>();
        Map<Long, String> chosen = new LinkedHashMap<>();
        wish.inputs().forEach((pointer, input) -> put(drafts, draft(pointer, input, wish, faults)));
        List<TargetRow> named =
                wish.inputs().isEmpty() && wish.names().isEmpty() ? store.fleet(wish.selector()) : named(wish, faults);
        List<TargetRow> rows = new ArrayList<>();
        for (TargetRow row : named) {
            if (wish.revisionsSchema() == null || wish.revisionsSchema().equals(row.revisionsSchema())) {
                rows.add(row);
            } else {
                put(drafts, draft("/targets", sibling(row), wish, faults));
            }
        }
        faults.throwIfAny();
        Map<Long, String> spellings = new LinkedHashMap<>();
        settle(drafts.values(), wish, faults, spellings).forEach(chosen::putIfAbsent);
        rows.forEach(row -> chosen.putIfAbsent(row.id(), "/targets"));
        faults.throwIfAny();
        List<Chosen> bound = bind(chosen, wish.directory(), faults);
        if (!spellings.isEmpty()) {
            store.spell(spellings);
        }
        return bound;
    }

    private TargetDraft draft(String pointer, TargetInput input, Wish wish, Faults faults) {
        TargetInput bound = new TargetInput(
                input.name(), input.url(), input.labels(), input.pool(), input.hostId(), wish.directory());
        return targets.rules().check(0, pointer, bound, wish.revisionsSchema(), faults);
    }

    private static void put(Map<String, TargetDraft> drafts, TargetDraft draft) {
        if (draft != null) {
            drafts.putIfAbsent(draft.identity(), draft);
        }
    }

    /** The same database with its history in another schema is another target. */
    private static TargetInput sibling(TargetRow row) {
        return new TargetInput(null, row.url(), row.labels(), row.pool(), row.hostId(), null);
    }

    private List<TargetRow> named(Wish wish, Faults faults) {
        Map<String, TargetRow> byName = new HashMap<>();
        Map<String, List<TargetRow>> byShortName = new HashMap<>();
        for (Named found : store.findByNames(wish.names())) {
            byName.put(found.row().name(), found.row());
            if (found.shortName() != null) {
                byShortName
                        .computeIfAbsent(found.shortName(), name -> new ArrayList<>())
                        .add(found.row());
            }
        }
        List<TargetRow> rows = new ArrayList<>();
        for (int i = 0; i < wish.names().size(); i++) {
            String name = wish.names().get(i);
            List<TargetRow> found = Optional.ofNullable(byName.get(name))
                    .map(List::of)
                    .orElseGet(() -> byShortName.getOrDefault(name, List.of()));
            if (found.size() != 1) {
                faults.add(
                        ProblemType.UNKNOWN_TARGET,
                        "/targets/names/" + i,
                        found.isEmpty()
                                ? "There is no target \"" + name + "\"."
                                : "Several targets can be called \"" + name + "\"; write the whole name.");
            } else if (matches(wish, found.get(0).labels())) {
                rows.add(found.get(0));
            }
        }
        return rows;
    }

    private static boolean matches(Wish wish, Map<String, String> labels) {
        return wish.selector() == null || wish.selector().matches(labels);
    }

    /**
     * Target ids of descriptions, in their order; those that nobody knows yet are created.
     *
     * @param spellings where the URLs are added that known targets are to take over
     */
    private Map<Long, String> settle(
            Collection<TargetDraft> drafts, Wish wish, Faults faults, Map<Long, String> spellings) {
        Map<String, TargetRow> known = store.findByIdentities(
                drafts.stream().map(TargetDraft::identity).toList());
        Map<String, Long> ids = new HashMap<>();
        List<TargetDraft> unknown = new ArrayList<>();
        for (TargetDraft draft : drafts) {
            TargetRow row = known.get(draft.identity());
            if (row == null) {
                if (matches(wish, draft.labels())) {
                    unknown.add(at(draft, unknown.size()));
                }
            } else if (!row.isActive()) {
                faults.add(
                        ProblemType.UNKNOWN_TARGET,
                        draft.pointer(),
                        "The target \"" + row.name() + "\" was removed; register it again with PUT to deploy to it.");
            } else if (draft.name() != null && !draft.name().equals(row.name())) {
                faults.add(
                        ProblemType.NAME_TAKEN,
                        draft.pointer() + "/name",
                        "This database is known as \"" + row.name() + "\"; rename it with PATCH.");
            } else if (matches(wish, row.labels())) {
                ids.put(draft.identity(), row.id());
                if (SecretReferences.namesSecret(draft.url()) || !SecretReferences.namesSecret(row.url())) {
                    spellings.put(row.id(), draft.url());
                }
            }
        }
        faults.throwIfAny();
        ids.putAll(create(unknown, faults));
        Map<Long, String> inOrder = new LinkedHashMap<>();
        for (TargetDraft draft : drafts) {
            Long id = ids.get(draft.identity());
            if (id != null) {
                inOrder.put(id, draft.pointer());
            }
        }
        return inOrder;
    }

    private Map<String, Long> create(List<TargetDraft> drafts, Faults faults) {
        if (drafts.isEmpty()) {
            return Map.of();
        }
        staging.open();
        for (int from = 0; from < drafts.size(); from += PAGE) {
            staging.add(drafts.subList(from, Math.min(from + PAGE, drafts.size())));
        }
        staging.compare(false, faults);
        faults.throwIfAny();
        staging.insertNew();
        events.registered(Targets.rows(staging.page("NEW", -1, drafts.size())));
        return staging.ids();
    }

    private static TargetDraft at(TargetDraft draft, int position) {
        return new TargetDraft(
                position,
                draft.pointer(),
                draft.name(),
                draft.candidates(),
                draft.shortName(),
                draft.identity(),
                draft.url(),
                draft.canonicalUrl(),
                draft.kind(),
                draft.server(),
                draft.labels(),
                draft.pool(),
                draft.hostId(),
                draft.directory(),
                draft.revisionsSchema());
    }

    private List<Chosen> bind(Map<Long, String> chosen, String directory, Faults faults) {
        List<Long> ids = List.copyOf(chosen.keySet());
        Map<Long, TargetRow> rows = new HashMap<>();
        for (TargetRow row : store.lock(ids)) {
            rows.put(row.id(), row);
            if (!row.isActive()) {
                faults.add(
                        ProblemType.UNKNOWN_TARGET,
                        chosen.get(row.id()),
                        "The target \"" + row.name() + "\" was removed.");
            } else if (row.directory() != null && !Objects.equals(row.directory(), directory)) {
                faults.add(
                        ProblemType.DIRECTORY_MISMATCH,
                        chosen.get(row.id()),
                        "The target \"" + row.name() + "\" belongs to the directory " + row.directory() + ", not to "
                                + directory + "; give " + directory + " a revisionsSchema of its own to keep both.");
            }
        }
        faults.throwIfAny();
        events.changed(store.bind(ids, directory));
        return ids.stream().map(id -> new Chosen(id, rows.get(id).name())).toList();
    }
}
