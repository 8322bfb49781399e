package io.drover.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class ControlCharactersTest {

    @Test
    void refusesThemInPathAndQuery() {
        for (String address : new String[] {"/a%00b", "/a?q=%00", "/a?q=b%0A", "/%7f", "/a?b=%1F"}) {
            Problem problem = catchThrowableOfType(Problem.class, () -> ControlCharacters.check(address));
            assertThat(problem).as(address).isNotNull();
            assertThat(problem.kind()).isEqualTo(ProblemType.INVALID_REQUEST);
        }
    }

    @Test
    void letsEverythingElsePass() {
        for (String address : new String[] {"/", "/a%20b?q=%C3%A4", "/a?q=%2500", "/a%2Fb?c=100%25"}) {
            assertThatCode(() -> ControlCharacters.check(address)).as(address).doesNotThrowAnyException();
        }
    }
}
