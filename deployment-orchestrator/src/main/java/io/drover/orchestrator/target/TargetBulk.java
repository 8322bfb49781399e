package io.drover.orchestrator.target;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/**
 * Registers a whole fleet: rows are staged as they come in, checked as a whole, and become targets in one swap, or none
 * of them does. The memory needed does not depend on the number of rows.
 */
@ApplicationScoped
class TargetBulk {
    private static final int PAGE = 2_000;

    private final Targets targets;
    private final TargetStaging staging;
    private final TargetEvents events;

    TargetBulk(Targets targets, TargetStaging staging, TargetEvents events) {
        this.targets = targets;
        this.staging = staging;
        this.events = events;
    }

    /** What became of the rows; {@code total} is the sum of the others. */
    public record Summary(int total, int created, int changed, int unchanged) {}

    @Transactional
    @TransactionConfiguration(timeout = 900)
    Summary register(BulkSource source) {
        Faults faults = new Faults();
        staging.open();
        int total = stage(source, faults);
        faults.throwIfAny();
        if (total == 0) {
            throw Problem.of(ProblemType.NO_TARGETS, "The body names no target.");
        }
        staging.compare(true, faults);
        faults.throwIfAny();
        staging.swap();
        int created = tell("NEW");
        int changed = tell("CHANGED");
        return new Summary(total, created, changed, total - created - changed);
    }

    private int stage(BulkSource source, Faults faults) {
        List<TargetDraft> page = new ArrayList<>(PAGE);
        int position = 0;
        for (BulkSource.Row row = source.next(); row != null; row = source.next()) {
            position++;
            if (row.fault() != null) {
                tell(row, faults);
                continue;
            }
            TargetDraft draft = targets.rules().check(position, row.pointer(), row.input(), null, faults);
            if (draft != null && faults.isEmpty()) {
                page.add(draft);
            }
            if (page.size() == PAGE) {
                staging.add(page);
                page.clear();
            }
        }
        staging.add(page);
        return position;
    }

    private static void tell(BulkSource.Row row, Faults faults) {
        faults.add(row.fault().kind(), row.pointer(), row.fault().getDetail());
    }

    private int tell(String outcome) {
        int told = 0;
        int after = -1;
        while (true) {
            List<TargetStaging.Staged> page = staging.page(outcome, after, PAGE);
            if (page.isEmpty()) {
                return told;
            }
            if (outcome.equals("NEW")) {
                events.registered(Targets.rows(page));
            } else {
                events.changed(Targets.rows(page));
            }
            told += page.size();
            after = page.get(page.size() - 1).position();
        }
    }
}
