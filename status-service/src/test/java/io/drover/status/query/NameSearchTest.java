package io.drover.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@StatusTest
class NameSearchTest {
    @Inject
    Voices voices;

    @Inject
    Sql sql;

    @Inject
    NameSearch names;

    private final Story story = new Story();

    @ParameterizedTest
    @CsvSource({"Ärzte, 1", "ÄRZTE, 1", "rzte_, 1", "_rzte, 0", "%, 0", "Aerzte, 0"})
    void findsPartsInAnyCaseAndTakesThemAsTheyAre(String search, int found) {
        voices.say(story.registered(1), story.registered(2));
        QuarkusTransaction.begin();
        sql.update("UPDATE database SET name = 'Ärzte_Nord' WHERE target = ?", story.target(1));
        Where where = new Where("d.shown").and("d.directory = ?", story.directory);
        NameSearch.only(where, search);

        List<String> met = Walk.all().keys(where, DatabaseSort.TARGET, 10).list(sql, row -> row.getString("name"));
        QuarkusTransaction.rollback();

        assertThat(met).hasSize(found);
    }

    @Test
    void knowsWhetherFewHaveSuchAName() {
        voices.say(story.registered(1));

        assertThat(names.hasFew(story.name(1))).isTrue();
        assertThat(names.few(story.name(1))
                        .keys(new Where("d.shown"), DatabaseSort.TARGET, 10)
                        .list(sql, row -> row.getString("name")))
                .containsExactly(story.name(1));
    }
}
