package io.drover.orchestrator.target;

import io.drover.kit.page.Page;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.select.LabelSelector;
import io.drover.orchestrator.target.TargetStaging.Staged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The fleet: register, look up, change, retire. Every change and the event that tells of it are one transaction. */
@ApplicationScoped
public class Targets {
    private final TargetStaging staging;
    private final TargetStore store;
    private final TargetEvents events;
    private final TargetRules rules;

    Targets(
            TargetStaging staging,
            TargetStore store,
            TargetEvents events,
            @ConfigProperty(name = "drover.default-host-id") Optional<String> defaultHostId) {
        this.staging = staging;
        this.store = store;
        this.events = events;
        this.rules = new TargetRules(defaultHostId);
    }

    /** A target after a call, and whether the call made it. */
    record Put(TargetView target, boolean isNew) {}

    /** Registers a target, or gives the target of that name what is described. */
    @Transactional
    Put put(String name, TargetInput input) {
        store.lockRegistration();
        Faults faults = new Faults();
        if (input.name() != null && !input.name().equals(name)) {
            faults.add(ProblemType.INVALID_REQUEST, "/name", "The body says another name than the address.");
        }
        TargetInput named =
                new TargetInput(name, input.url(), input.labels(), input.pool(), input.hostId(), input.directory());
        String ownSchema =
                store.findActive(name).map(TargetRow::revisionsSchema).orElse(null);
        TargetDraft draft = rules.check(0, "", named, ownSchema, faults);
        faults.throwIfAny();
        staging.open();
        staging.add(List.of(draft));
        staging.compare(true, faults);
        faults.throwIfAny();
        staging.swap();
        List<TargetRow> added = rows(staging.page("NEW", -1, 1));
        events.registered(added);
        events.changed(rows(staging.page("CHANGED", -1, 1)));
        return new Put(TargetView.of(active(name)), !added.isEmpty());
    }

    static List<TargetRow> rows(List<Staged> staged) {
        return staged.stream().map(Staged::row).toList();
    }

    @Transactional
    TargetView get(String name) {
        return TargetView.of(active(name));
    }

    @Transactional
    Page<TargetView> list(String selector, String q, String after, int limit) {
        LabelSelector labels = selector == null || selector.isBlank() ? null : LabelSelector.parse(selector);
        Page<TargetRow> rows = Page.of(store.list(labels, q, after, limit + 1), limit, row -> List.of(row.name()));
        return new Page<>(rows.items().stream().map(TargetView::of).toList(), rows.next());
    }

    /**
     * Ids of active targets by their directory, "" for none.
     *
     * @param names of targets; empty: all that match
     * @param selector null: all
     */
    @Transactional
    public Map<String, List<Long>> byDirectory(List<String> names, String selector) {
        LabelSelector labels = selector == null || selector.isBlank() ? null : LabelSelector.parse(selector);
        List<TargetRow> rows = names.isEmpty() ? store.all(labels) : named(names, labels);
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.directory() == null ? "" : row.directory(),
                        Collectors.mapping(TargetRow::id, Collectors.toList())));
    }

    private List<TargetRow> named(List<String> names, LabelSelector labels) {
        Set<String> missing = new LinkedHashSet<>(names);
        List<TargetRow> rows = new ArrayList<>();
        for (TargetStore.Named found : store.findByNames(names)) {
            missing.remove(found.row().name());
            missing.remove(found.shortName());
            if (labels == null || labels.matches(found.row().labels())) {
                rows.add(found.row());
            }
        }
        if (!missing.isEmpty()) {
            List<Fault> faults = missing.stream()
                    .map(name -> new Fault("/names/" + names.indexOf(name), "There is no target \"" + name + "\"."))
                    .toList();
            throw Problem.of(ProblemType.UNKNOWN_TARGET, faults.get(0).detail(), faults);
        }
        return rows;
    }

    /** Tells the next targets behind an id once more; their ids in order. */
    @Transactional
    public List<Long> republish(long after, int limit) {
        List<TargetRow> rows = store.touch(after, limit);
        events.changed(rows);
        return rows.stream().map(TargetRow::id).sorted().toList();
    }

    /** Changes what is told and leaves the rest. */
    @Transactional
    TargetView patch(String name, TargetPatch patch) {
        store.lockRegistration();
        TargetRow row = active(name);
        Faults faults = new Faults();
        TargetInput wanted = patch.onto(row);
        boolean otherPool = !row.pool().equals(wanted.pool());
        if (otherPool && patch.url() == null && SecretReferences.holdsSeal(row.url())) {
            faults.add(
                    ProblemType.INVALID_REQUEST,
                    "/pool",
                    "The password of the target is sealed for the agents of the pool \"" + row.pool()
                            + "\"; give the URL too, sealed for the other pool.");
        }
        TargetDraft draft = rules.check(0, "", wanted, row.revisionsSchema(), faults);
        faults.throwIfAny();
        store.findActive(draft.name()).filter(other -> other.id() != row.id()).ifPresent(other -> {
            throw Problem.of(
                    ProblemType.NAME_TAKEN, "The name \"%s\" belongs to %s.", other.name(), other.canonicalUrl());
        });
        store.findByIdentity(draft.identity())
                .filter(other -> other.id() != row.id())
                .ifPresent(other -> {
                    throw Problem.of(ProblemType.NAME_TAKEN, "This database is known as \"%s\" already.", other.name());
                });
        if (store.findByIdentity(draft.identity()).isEmpty()) {
            refuseWhileBusy(row, "it cannot be moved");
        }
        TargetRow changed = store.update(row.id(), draft);
        events.changed(List.of(changed));
        return TargetView.of(changed);
    }

    /** Retires a target without open runs: it is no longer deployed to, its name is free again, its history stays. */
    @Transactional
    void retire(String name) {
        store.lockRegistration();
        TargetRow row = active(name);
        refuseWhileBusy(row, "it cannot be removed");
        events.removed(store.retire(row.id()));
    }

    /** Keeps the target locked, so that no run is planned on it between this look and the change. */
    private void refuseWhileBusy(TargetRow row, String rule) {
        store.lock(List.of(row.id()));
        if (store.isBusy(row.id())) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "The target \"%s\" has a run that is not over; %s before it has ended or been cancelled.",
                    row.name(),
                    rule);
        }
    }

    TargetRules rules() {
        return rules;
    }

    private TargetRow active(String name) {
        return store.findActive(name)
                .or(() -> store.findActiveByShortName(name))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no target \"%s\".", name));
    }
}
