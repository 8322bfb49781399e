package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "UNIQUE constraint failed: users.id | UNIQUE constraint failed: users.id",
                "Duplicate entry 'a8m' for key 'users.PRIMARY' | Duplicate entry … for key …",
                "relation \"users\" does not exist | relation … does not exist",
                "no such table `users` | no such table …",
                "Table 'a.users' doesn't exist and can't be made | Table … doesn't exist and can't be made",
                "value 'it''s' is too long | value … is too long",
                "value 'it\\'s' is too long | value … is too long",
                "value \"say \"\"hi\"\"\" is bad | value … is bad",
                "file 'C:\\' is no file | file … is no file",
                "near 'SELECT | near 'SELECT",
                "« users » fehlt, „users“ auch, ’s’ bleibt | … fehlt, … auch, ’s’ bleibt",
                "Key (id)=(17) exists, was -3.5e-7 | Key (id)=(…) exists, was …",
                "Key (a, b)=(1, 'x', 2) exists | Key (a, b)=(…) exists",
                "tenant_4 and tenant-17 at line 3:14 | tenant_… and tenant-… at line …",
                "charset utf8mb4 of address1 is v2 | charset utf8mb4 of address1 is v2",
                "id 6fa459ea-ee8a-3ca4-894e-db77e160355e is gone | id … is gone",
                "bytes \\x00ff and 0xDEADBEEF | bytes … and …",
                "digest 0a1b2c3d4e5f is not deadbeef | digest … is not deadbeef",
                "at 2024-07-21T11:13:45.25Z or 2024-07-21 11:13 | at … or …",
                "port 5432: 10.0.0.1/24 after 5s | port …: … after …s",
                "a   b | a b",
                "path C:\\data\\9\\t.db | path C:\\data\\…\\t.db"
            })
    void leavesWhatAllTenantsShare(String message, String expected) {
        assertThat(Literals.removed(message)).isEqualTo(expected);
    }

    @Test
    void takesNoTimeForALongMessageOfQuotes() {
        String quotes = "'\\".repeat(2_000);

        assertThat(Literals.removed(quotes)).isNotEmpty();
    }

    @Test
    void givesTheSameFingerprintToTheSameFailureOfOtherTenants() {
        assertThat(kind("statement-failed", "Duplicate entry 'a' for key 'k'"))
                .isEqualTo(kind("statement-failed", "Duplicate entry 'b' for key 'k'"))
                .isNotEqualTo(kind("check-failed", "Duplicate entry 'a' for key 'k'"))
                .isNotEqualTo(kind("statement-failed", "Unknown column 'a' in 'k'"));
        assertThat(kind("statement-failed", "UNIQUE constraint failed: users.id")
                        .fingerprint())
                .as("stands in links that people keep: it must not change")
                .isEqualTo("d225381f2987");
    }

    @Test
    void hasAKindForAFailureThatNobodyExplained() {
        assertThat(ErrorKind.of(RunState.UNREACHABLE, null, null).code()).isEqualTo("unreachable");
        assertThat(ErrorKind.of(RunState.FAILED, "agent-lost", null).code()).isEqualTo("agent-lost");
        assertThat(ErrorKind.of(RunState.SKIPPED, "superseded", null)).isNull();
    }

    private static ErrorKind kind(String code, String message) {
        return ErrorKind.of(RunState.FAILED, null, RunError.of(code, message, null));
    }
}
