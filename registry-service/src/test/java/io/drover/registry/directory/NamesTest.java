package io.drover.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "db-per-tenant", "A.b_c-1", "0"})
    void takesOrdinaryNames(String name) {
        assertThat(Names.faultOfDirectory(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "a/b", "a b", "ä", "a\u0000", "../a"})
    void refusesNamesThatCouldBreakAUrlOrAPath(String name) {
        assertThat(Names.faultOfDirectory(name))
                .hasValueSatisfying(fault -> assertThat(fault).contains("directory"));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 1000})
    void refusesNamesOfMoreThanAHundredCharacters(int length) {
        assertThat(Names.faultOfDirectory("x".repeat(length))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.2", "1.2", "release-7", "prod"})
    @DisplayName("P2 a tag is an ordinary name")
    void takesTags(String tag) {
        assertThat(Names.faultOfTag(tag)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "007", "latest", "Latest", "h1:GMi7mvWSIHv0", "", "a/b"})
    @DisplayName("P2 a tag never looks like a number, latest or h1:…")
    void refusesTagsThatMeanSomethingElse(String tag) {
        assertThat(Names.faultOfTag(tag)).isPresent();
    }
}
