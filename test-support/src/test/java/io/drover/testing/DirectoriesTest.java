package io.drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectoriesTest {
    @Test
    void writesTheSumThatAtlasWrites() {
        // Given
        Directories directory = Directories.empty()
                .with("20220318104614_initial.sql", "-- create \"tbl\" table\nCREATE TABLE tbl (`col` int NOT NULL);\n")
                .with("20220318104615_second.sql", "ALTER TABLE `tbl` ADD `col_2` bigint;\n");

        // When
        String sum = directory.sum();

        // Then
        assertThat(sum).isEqualTo("""
                        h1:GMi7mvWSIHv0I/Wrc2NCGVt9Z5hWZbPa6wL986t7Z2o=
                        20220318104614_initial.sql h1:FifWjY2X0g2YVnb18Qm+QBPvoldDOOob7bS0LrFuCXc=
                        20220318104615_second.sql h1:wbPDlODOQeixCiopAhlT7W4xOO9TgJxzjYjxf4TA2f4=
                        """);
    }

    @Test
    void knowsTheTotalOfNothing() {
        assertThat(Directories.empty().sum()).isEqualTo("h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    }
}
