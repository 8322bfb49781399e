package io.drover.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionReferenceTest {

    @Test
    void tellsSequencesLatestAndTagsApart() {
        assertThat(VersionReference.parse("12")).isEqualTo(new VersionReference.Sequence(12));
        assertThat(VersionReference.parse("LATEST")).isEqualTo(new VersionReference.Latest());
        assertThat(VersionReference.parse("v12")).isEqualTo(new VersionReference.Tag("v12"));
    }

    @Test
    void readsANumberThatNoSequenceReaches() {
        assertThat(VersionReference.parse("999999999999")).isEqualTo(new VersionReference.Sequence(999_999_999_999L));
        assertThat(VersionReference.parse("9".repeat(40))).isEqualTo(new VersionReference.Tag("9".repeat(40)));
    }
}
