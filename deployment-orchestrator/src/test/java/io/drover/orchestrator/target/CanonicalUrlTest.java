package io.drover.orchestrator.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.kit.problem.ProblemType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CanonicalUrlTest {

    private static String text(String url) throws Faulty {
        return CanonicalUrl.of(url).text();
    }

    private static ProblemType fault(String url) {
        try {
            return fail(CanonicalUrl.of(url));
        } catch (Faulty e) {
            assertThat(e.getMessage()).doesNotContain("hunter2");
            return e.type();
        }
    }

    private static ProblemType fail(CanonicalUrl url) {
        throw new AssertionError("accepted: " + url);
    }

    @Test
    @DisplayName("P4 spellings of one database are one identity")
    void bringsSpellingsTogether() throws Faulty {
        assertThat(text("postgresql://app@DB.Example/shop?sslmode=require"))
                .isEqualTo("postgres://db.example:5432/shop");
        assertThat(text("postgres://db.example:5432/shop")).isEqualTo("postgres://db.example:5432/shop");
        assertThat(text("postgres://db/shop?search_path=tenant_1"))
                .isEqualTo("postgres://db:5432/shop?search_path=tenant_1");
        assertThat(text("postgres://[::1]:6000/shop")).isEqualTo("postgres://[::1]:6000/shop");
        assertThat(text("mysql://app@DB.Example/shop?tls=true&parseTime=true"))
                .isEqualTo(text("maria://db.example:3306/shop"))
                .isEqualTo(text("mariadb://db.example/shop"))
                .isEqualTo("mysql://db.example:3306/shop");
        assertThat(text("sqlite3:///data/./a/../t1.db?_fk=1")).isEqualTo("sqlite:///data/t1.db");
        assertThat(text("sqlite://file:/data//t%201.db")).isEqualTo("sqlite:///data/t 1.db");
    }

    @Test
    @DisplayName("P4 host of a file and own revisions schema are part of the identity")
    void tellsApartWhatIsNotTheSame() throws Faulty {
        CanonicalUrl file = CanonicalUrl.of("sqlite:///data/t1.db");
        CanonicalUrl server = CanonicalUrl.of("postgres://db/shop");

        assertThat(file.identity("h1", null)).isNotEqualTo(file.identity("h2", null));
        assertThat(server.identity("h1", null)).isEqualTo(server.identity(null, null));
        assertThat(server.identity(null, "history")).isNotEqualTo(server.identity(null, null));
    }

    @Test
    @DisplayName("P30 literal passwords are refused, references are not")
    void refusesLiteralPasswords() throws Faulty {
        assertThat(fault("postgres://app:hunter2@db/shop")).isEqualTo(ProblemType.LITERAL_SECRET);
        assertThat(fault("postgres://app:hunter2${env:X}@db/shop")).isEqualTo(ProblemType.LITERAL_SECRET);
        assertThat(fault("postgres://app:hun@ter2@db/shop")).isEqualTo(ProblemType.LITERAL_SECRET);
        assertThat(fault("mysql://app:hunter2@db/shop")).isEqualTo(ProblemType.LITERAL_SECRET);
        assertThat(fault("postgres://db/shop?password=hunter2")).isEqualTo(ProblemType.LITERAL_SECRET);
        assertThat(text("postgres://${env:U}:${file:/run/secrets/p@ss}@db/shop?sslcert=${file:/c}"))
                .isEqualTo("postgres://db:5432/shop");
        assertThat(text("postgres://db/shop?password=${env:P}")).isEqualTo("postgres://db:5432/shop");
    }

    @Test
    @DisplayName("P30 a sealed password is a reference like the others, and P4 no part of the identity")
    void takesSealedPasswords() throws Faulty {
        assertThat(text("postgres://app:${sealed:AQ-_x}@db/shop"))
                .isEqualTo(text("postgres://${sealed:Bz}:${sealed:Cy}@db/shop?sslpassword=${sealed:Dw}"))
                .isEqualTo("postgres://db:5432/shop");
        assertThat(fault("postgres://app:${sealed:AQ}hunter2@db/shop")).isEqualTo(ProblemType.LITERAL_SECRET);
        for (String url : new String[] {
            "postgres://${sealed:AQ}/shop",
            "postgres://db/${sealed:AQ}",
            "postgres://db/shop?search_path=${sealed:AQ}",
            "postgres://db/shop?${sealed:AQ}=x",
            "sqlite:///${sealed:AQ}.db",
            "postgres://app:${sealed:}@db/shop",
            "postgres://app:${sealed:A/Q=}@db/shop"
        }) {
            assertThat(fault(url)).as(url).isEqualTo(ProblemType.INVALID_REQUEST);
        }
    }

    @Test
    @DisplayName("P30 references stand only in user, password and parameters")
    void refusesReferencesElsewhere() {
        assertThat(fault("postgres://${env:HOST}/shop")).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(fault("postgres://db/${env:DB}")).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(fault("postgres://db/shop?search_path=${env:S}")).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(fault("sqlite:///${env:DIR}/a.db")).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(fault("postgres://u:${vault:x}@db/shop")).isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @Test
    void refusesWhatIsNoTarget() {
        assertThat(fault("oracle://db/shop")).isEqualTo(ProblemType.UNSUPPORTED_DIALECT);
        for (String url : new String[] {
            "",
            "shop",
            "postgres://db",
            "postgres:///shop",
            "postgres://a,b/shop",
            "postgres://db:99999/shop",
            "postgres://db/a/b",
            "mysql://db/",
            "mysql://db:0/shop",
            "mysql://db/shop?search_path=a",
            "postgres://db/%zz",
            "sqlite://t1.db",
            "sqlite:///",
            "sqlite:///data/",
            "sqlite://x?mode=memory",
            "sqlite://:memory:",
            "postgres://db/a\nb",
            "sqlite:///a%00b"
        }) {
            assertThat(fault(url)).as(url).isEqualTo(ProblemType.INVALID_REQUEST);
        }
    }

    @Test
    @DisplayName("P5 names come from the file, the schema or the database")
    void proposesNames() throws Faulty {
        CanonicalUrl file = CanonicalUrl.of("sqlite:///data/tenant_4.db");
        CanonicalUrl schema = CanonicalUrl.of("postgres://db/shop?search_path=acme");

        assertThat(TargetNames.candidates(file, file.identity("h", null)))
                .first()
                .isEqualTo("tenant_4.db");
        assertThat(TargetNames.candidates(file, file.identity("h", null)).get(1))
                .matches("tenant_4\\.db@[0-9a-f]{8}");
        assertThat(TargetNames.shortName(file)).isEqualTo("tenant_4");
        assertThat(TargetNames.candidates(schema, schema.identity(null, null)))
                .startsWith("acme", "acme@db:5432")
                .hasSize(3);
        assertThat(TargetNames.candidates(CanonicalUrl.of("maria://db/acme"), "x"))
                .startsWith("acme", "acme@db:3306");
        assertThat(TargetNames.candidates(CanonicalUrl.of("postgres://db/bulk"), "x"))
                .first()
                .isEqualTo("bulk@db:5432");
    }

    @Test
    @DisplayName("P5 names never hold a slash or a control character, and some are reserved")
    void refusesNamesThatDoNotFitALink() throws Faulty {
        for (String name : new String[] {"", " a", "a/b", "a\\b", "a\tb", "..", "bulk", "label", "inspect"}) {
            assertThatThrownBy(() -> TargetNames.check(name)).as(name).isInstanceOf(Faulty.class);
        }
        TargetNames.check("acme@db:5432");
    }

    @Test
    @DisplayName("P4 nothing but search_path may choose the schema of a server")
    void refusesOtherWaysToChooseASchema() throws Faulty {
        for (String url : new String[] {
            "postgres://db/shop?currentSchema=b",
            "postgres://db/shop?options=-csearch_path%3Db",
            "postgres://db/shop#b",
            "postgres://db/shop?search_path=a#b"
        }) {
            assertThat(fault(url)).as(url).isEqualTo(ProblemType.INVALID_REQUEST);
        }
        assertThat(text("postgres://db/a%23b")).isEqualTo("postgres://db:5432/a#b");
        assertThat(text("sqlite:///data/a#b.db")).isEqualTo("sqlite:///data/a#b.db");
    }

    @Test
    @DisplayName("P5 derived names are short and are no folder")
    void derivesNamesThatFitALink() throws Faulty {
        CanonicalUrl longest = CanonicalUrl.of("postgres://" + "h".repeat(100) + "/" + "x".repeat(500));
        CanonicalUrl folder = CanonicalUrl.of("postgres://db/..");

        assertThat(TargetNames.candidates(longest, longest.identity(null, null)))
                .hasSize(2)
                .allMatch(name -> name.length() <= 200);
        assertThat(TargetNames.candidates(folder, "x")).first().isEqualTo("__");
        assertThat(TargetNames.shortName(CanonicalUrl.of("sqlite:///data/" + "x".repeat(300) + ".db")))
                .isNull();
    }
}
