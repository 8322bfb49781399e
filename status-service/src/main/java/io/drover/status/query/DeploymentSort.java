package io.drover.status.query;

import java.util.List;

/** An order of deployments, and where a page of it starts. */
enum DeploymentSort {
    NEWEST("d.id DESC"),
    /** What failed or waits for somebody first, then what goes on, then the rest; the newest first within each. */
    ATTENTION("d.attention, d.id DESC");

    final String order;

    DeploymentSort(String order) {
        this.order = order;
    }

    static DeploymentSort read(Parameters parameters) {
        return "attention".equals(parameters.oneOf("sort", "-id", "attention")) ? ATTENTION : NEWEST;
    }

    /** Adds where the page starts; a key that does not fit this order is a fault. */
    void startAfter(Parameters parameters, Where where) {
        List<Long> cursor = parameters.numericCursor(this == NEWEST ? 1 : 2);
        if (cursor == null) {
            return;
        }
        if (this == NEWEST) {
            where.and("d.id < ?", cursor.get(0));
        } else {
            int attention = cursor.get(0).intValue();
            where.and("d.attention >= ?", attention).and("(d.attention > ? OR d.id < ?)", attention, cursor.get(1));
        }
    }

    List<String> keyOf(DeploymentView row) {
        String id = String.valueOf(row.id());
        return this == NEWEST ? List.of(id) : List.of(String.valueOf(attention(row)), id);
    }

    private static int attention(DeploymentView row) {
        return switch (row.state()) {
            case FAILED, PAUSED -> 0;
            case SUCCEEDED, CANCELLED -> 2;
            default -> 1;
        };
    }
}
