package io.drover.status.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.drover.status.Json;
import java.time.Duration;
import java.util.Optional;

/** How a deployment is applied, as far as its order differs from the defaults; null: the default. */
public record OrderOptions(
        Boolean verify,
        String txMode,
        String execOrder,
        String baseline,
        Boolean allowDirty,
        Integer amount,
        String revisionsSchema,
        Duration lockTimeout,
        Duration dbLockTimeout,
        Duration statementTimeout,
        Duration lostAfter) {

    private record Order(OrderOptions options) {}

    /**
     * What an order says of it; empty when it says nothing.
     *
     * @param request the order as it was accepted, as JSON
     */
    static Optional<OrderOptions> of(String request) {
        return Optional.ofNullable(
                Json.read(request, new TypeReference<Order>() {}).options());
    }
}
