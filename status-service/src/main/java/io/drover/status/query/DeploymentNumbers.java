package io.drover.status.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where some deployments stand now, as {@code deployments/{id}} shows it, without links. */
@ApplicationScoped
public class DeploymentNumbers {
    private final DeploymentStore store;

    DeploymentNumbers(DeploymentStore store) {
        this.store = store;
    }

    /** Those of the deployments that were heard of, by id. */
    public Map<Long, DeploymentView> of(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String all = ids.stream().map(String::valueOf).collect(Collectors.joining(", ", "d.id IN (", ")"));
        Where where = new Where("d.created_at IS NOT NULL").and(all);
        return store.page(where, DeploymentSort.NEWEST, ids.size(), id -> null).stream()
                .collect(Collectors.toMap(DeploymentView::id, Function.identity()));
    }
}
