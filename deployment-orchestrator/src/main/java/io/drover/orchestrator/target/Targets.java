package io.drover.orchestrator.target;

import io.drover.kit.page.Page;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.select.LabelSelector;
import io.drover.orchestrator.target.TargetStaging.Staged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The fleet: register, look up, change, retire. Every change and the event that tells of it are one transaction. */
@ApplicationScoped
public class Targets {
    private final TargetStaging staging;
    private final TargetStore store;
    private final TargetEvents events;
    private final TargetRules rules;
    private final PoolTopics pools;

    Targets(
            TargetStaging staging,
            TargetStore store,
            TargetEvents events,
            PoolTopics pools,
            @ConfigProperty(name = "drover.default-host-id") Optional<String> defaultHostId) {
        this.staging = staging;
        this.store = store;
        this.events = events;
        this.pools = pools;
        this.rules = new TargetRules(defaultHostId);
    }

    /** A target after a call, and whether the call made it. */
    record Put(TargetView target, boolean isNew) {}

    /** Registers a target, or gives the target of that name what is described. */
    @Transactional
    Put put(String name, TargetInput input) {
        Faults faults = new Faults();
        if (input.name() != null && !input.name().equals(name)) {
            faults.add(ProblemType.INVALID_REQUEST, "/name", "The body says another name than the address.");
        }
        TargetInput named =
                new TargetInput(name, input.url(), input.labels(), input.pool(), input.hostId(), input.directory());
        TargetDraft draft = rules.check(0, "", named, null, faults);
        faults.throwIfAny();
        pools.ensure(List.of(draft.pool()));
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

    /** Changes what is told and leaves the rest. */
    @Transactional
    TargetView patch(String name, TargetPatch patch) {
        store.lockRegistration();
        TargetRow row = active(name);
        Faults faults = new Faults();
        TargetInput wanted = patch.onto(row);
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
        pools.ensure(List.of(draft.pool()));
        TargetRow changed = store.update(row.id(), draft);
        events.changed(List.of(changed));
        return TargetView.of(changed);
    }

    /** Retires a target: it is no longer deployed to, its name is free again, its history stays. */
    @Transactional
    void retire(String name) {
        store.lockRegistration();
        TargetRow row = active(name);
        events.removed(store.retire(row.id()));
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
