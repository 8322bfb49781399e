package io.drover.engine.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SealBindingTest {
    @Test
    @DisplayName("P30 a seal is bound to pool, database and place, and to nothing else")
    void tellsApartWhatMustNotBeExchanged() {
        String bound = bound("eu", "postgres://app@db/acme", SealBinding.PASSWORD);

        assertThat(bound).isEqualTo("drover-seal-1\neu\npassword\npostgres://db:5432/acme");
        assertThat(bound("eu", "postgresql://other@DB:5432/acme?sslmode=require", SealBinding.PASSWORD))
                .isEqualTo(bound);
        assertThat(bound("us", "postgres://app@db/acme", SealBinding.PASSWORD)).isNotEqualTo(bound);
        assertThat(bound("eu", "postgres://app@evil/acme", SealBinding.PASSWORD))
                .isNotEqualTo(bound);
        assertThat(bound("eu", "postgres://app@db:5433/acme", SealBinding.PASSWORD))
                .isNotEqualTo(bound);
        assertThat(bound("eu", "postgres://app@db/globex", SealBinding.PASSWORD))
                .isNotEqualTo(bound);
        assertThat(bound("eu", "postgres://app@db/acme", SealBinding.USER)).isNotEqualTo(bound);
        assertThat(bound("eu", "postgres://app@db/acme", SealBinding.parameter("password")))
                .isNotEqualTo(bound);
    }

    @Test
    @DisplayName("P30 no line break of one part can be mistaken for the end of it")
    void hasOneMeaningOnly() {
        assertThat(bound("eu\npassword", "postgres://app@db/acme", "x"))
                .isNotEqualTo(bound("eu", "postgres://app@db/acme", "password\nx"));
    }

    private static String bound(String pool, String url, String place) {
        return new String(SealBinding.of(pool, TargetUrl.parse(url), place), StandardCharsets.UTF_8);
    }
}
