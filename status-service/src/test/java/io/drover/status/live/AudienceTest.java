package io.drover.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.projection.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final Audience ALL = new Audience(null, null);

    @Test
    void hearsOfEverythingButRunsWhenItIsOfAll() {
        Change part = ALL.part(of(1, "d", Map.of(0, "FAILED")));

        assertThat(part.deployments()).containsOnlyKeys(1L);
        assertThat(part.deployments().get(1L).cells()).isEmpty();
        assertThat(part.databases()).isTrue();
    }

    @Test
    void hearsNothingOfOtherDeploymentsAndDirectories() {
        Change change = of(1, "d", Map.of());

        assertThat(new Audience(2L, null).part(change).isNothing()).isTrue();
        assertThat(new Audience(null, "e").part(change).isNothing()).isTrue();
        assertThat(new Audience(1L, null).part(change).isNothing()).isFalse();
        assertThat(new Audience(null, "d").part(change).isNothing()).isFalse();
    }

    @Test
    void isOwedTheLaterStateOfARun() {
        Change both = of(1, "d", Map.of(0, "RUNNING", 1, "RUNNING")).and(of(1, "d", Map.of(1, "FAILED")));

        assertThat(both.deployments().get(1L).cells()).isEqualTo(Map.of(0, "RUNNING", 1, "FAILED"));
    }

    @Test
    void isOwedNoMoreThanABoundedRest() {
        Map<Integer, String> first = new HashMap<>();
        Map<Integer, String> second = new HashMap<>();
        for (int i = 0; i < 1_500; i++) {
            first.put(i, "RUNNING");
            second.put(i + 1_000, "SUCCEEDED");
        }
        Change runs = of(1, "d", first).and(of(1, "d", second));
        Change deployments = Change.NOTHING;
        for (int id = 0; id < 600; id++) {
            deployments = deployments.and(of(id, "d", Map.of()));
        }

        assertThat(runs.deployments().get(1L).cells()).isNull();
        assertThat(runs.and(of(1, "d", Map.of(3, "FAILED")))
                        .deployments()
                        .get(1L)
                        .cells())
                .isNull();
        assertThat(deployments).isEqualTo(Change.EVERYTHING);
        assertThat(deployments.and(of(1, "d", Map.of()))).isEqualTo(Change.EVERYTHING);
    }

    private static Change of(long deployment, String directory, Map<Integer, String> cells) {
        return new Change(Set.of(directory), Map.of(deployment, new Change.Moved(directory, cells)), true, true, false);
    }
}
