package io.drover.cli.project;

import io.drover.cli.hcl.HclException;
import io.drover.cli.hcl.Position;
import io.drover.cli.hcl.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code each.key} and {@code each.value} are, one after the other. Lists are refused, as Atlas refuses them. */
final class ForEach {
    private ForEach() {}

    static List<Map<String, Value>> items(Value value, Position at) {
        List<Map<String, Value>> items = new ArrayList<>();
        if (value instanceof Value.SetOf set) {
            set.items().forEach(item -> items.add(each(item, item)));
        } else if (value instanceof Value.MapOf map) {
            map.entries().forEach((key, item) -> items.add(each(Value.of(key), item)));
        } else if (value instanceof Value.TupleOf tuple) {
            for (int i = 0; i < tuple.items().size(); i++) {
                items.add(
                        each(new Value.Num(BigDecimal.valueOf(i)), tuple.items().get(i)));
            }
        } else {
            throw new HclException(at, "schemahcl: for_each does not support " + value.typeName() + " type");
        }
        return items;
    }

    private static Map<String, Value> each(Value key, Value value) {
        return Map.of("key", key, "value", value);
    }
}
