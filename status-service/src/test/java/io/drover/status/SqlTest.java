package io.drover.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@StatusTest
class SqlTest {
    private static final String ANOTHER = "INSERT INTO label_set VALUES (gen_random_uuid(), '{}')";

    @Inject
    Sql sql;

    @Test
    void readsAsOfOneMomentWhateverIsWrittenMeanwhile() {
        List<Long> sizes = sql.asOfOneMoment(() -> {
            long before = size();
            QuarkusTransaction.requiringNew().run(() -> sql.update(ANOTHER));
            return List.of(before, size());
        });

        assertThat(sizes.get(1)).isEqualTo(sizes.get(0));
        assertThat(size()).isEqualTo(sizes.get(0) + 1);
    }

    @Test
    void writesNothingInThatMoment() {
        assertThatThrownBy(() -> sql.asOfOneMoment(() -> sql.update(ANOTHER)))
                .isInstanceOf(Sql.SqlFailed.class)
                .hasMessageContaining("read-only transaction");
    }

    private long size() {
        return sql.list("SELECT count(*) AS size FROM label_set", row -> row.getLong("size"))
                .get(0);
    }
}
