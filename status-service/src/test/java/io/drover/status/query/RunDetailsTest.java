package io.drover.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.status.query.DeploymentView.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunDetailsTest {
    private static final RunError IN_THE_SECOND = error("2.sql");
    private static final RunError CONNECTION_LOST = error(null);

    @Test
    void aFileThatWasUndoneWithTheFailingOneIsRolledBack() {
        assertThat(RunDetails.result(file("1.sql", 0, 3), false, IN_THE_SECOND)).isEqualTo(Result.ROLLED_BACK);
        assertThat(RunDetails.result(file("1.sql", 3, 3), false, IN_THE_SECOND)).isEqualTo(Result.OK);
        assertThat(RunDetails.result(file("1.sql", 1, 3), true, IN_THE_SECOND))
                .as("a part that an earlier attempt left")
                .isEqualTo(Result.OK);
        assertThat(RunDetails.result(file("2.sql", 0, 3), true, IN_THE_SECOND)).isEqualTo(Result.FAILED);
        assertThat(RunDetails.result(file("2.sql", 3, 3), true, IN_THE_SECOND))
                .as("not committed, or its revision not written")
                .isEqualTo(Result.FAILED);
    }

    @Test
    void aLostConnectionIsTheLastFilesUnlessThatIsWhole() {
        assertThat(RunDetails.result(file("1.sql", 3, 3), false, CONNECTION_LOST))
                .isEqualTo(Result.OK);
        assertThat(RunDetails.result(file("2.sql", 1, 3), true, CONNECTION_LOST))
                .isEqualTo(Result.FAILED);
        assertThat(RunDetails.result(file("2.sql", 3, 3), true, CONNECTION_LOST))
                .isEqualTo(Result.OK);
    }

    @Test
    void allIsWellWithoutAnError() {
        assertThat(RunDetails.result(file("1.sql", 3, 3), true, null)).isEqualTo(Result.OK);
        assertThat(RunDetails.result(file("1.sql", 0, 0), false, null)).isEqualTo(Result.OK);
    }

    private static AppliedFile file(String name, int applied, int total) {
        return new AppliedFile(name, "1", "", applied, total, Instant.EPOCH, 1, List.of());
    }

    private static RunError error(String file) {
        return new RunError("any", file, null, null, null, "it failed", null, null, null, null);
    }
}
