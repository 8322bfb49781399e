package io.drover.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.target.TargetUrl.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {

    @Test
    void findsSqliteFilesFromTheWorkingDirectory() {
        TargetUrl relative = TargetUrl.parse("sqlite://tenants/a%20b+c.db?_fk=1");

        assertThat(relative.kind()).isEqualTo(Kind.SQLITE);
        assertThat(relative.file()).isEqualTo(Path.of("tenants/a b+c.db").toAbsolutePath());
        assertThat(relative.parameters()).containsEntry("_fk", "1");
        assertThat(TargetUrl.parse("sqlite:///data/../data/t1.db").canonical()).isEqualTo("sqlite:///data/t1.db");
        assertThat(TargetUrl.parse("sqlite://file:/data/t1.db").file()).isEqualTo(Path.of("/data/t1.db"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite://?mode=memory", "sqlite://dev?mode=memory", "sqlite://:memory:"})
    void knowsDatabasesInMemory(String url) {
        assertThat(TargetUrl.parse(url).isMemory()).isTrue();
        assertThat(TargetUrl.parse(url).file()).isNull();
    }

    @Test
    void takesAPostgresUrlApart() {
        TargetUrl url =
                TargetUrl.parse("postgresql://joe:p%40s%2Fs@DB.Example.com/shop?search_path=tenant_1&sslmode=disable");

        assertThat(url.kind()).isEqualTo(Kind.POSTGRES);
        assertThat(url.host()).isEqualTo("db.example.com");
        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.database()).isEqualTo("shop");
        assertThat(url.schema()).isEqualTo("tenant_1");
        assertThat(url.user()).isEqualTo("joe");
        assertThat(url.password()).isEqualTo("p@s/s");
        assertThat(url.canonical()).isEqualTo("postgres://db.example.com:5432/shop?search_path=tenant_1");
        assertThat(url.redacted()).isEqualTo("postgres://joe@db.example.com:5432/shop?search_path=tenant_1");
        assertThat(TargetUrl.parse("postgres://[::1]:6000/x").host()).isEqualTo("[::1]");
        assertThat(TargetUrl.parse("postgres://[::1]:6000/x").port()).isEqualTo(6000);
        assertThat(TargetUrl.parse("postgres://my_host/x").schema()).isNull();
        assertThat(TargetUrl.parse("postgres:///x").host()).isEqualTo("localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "maria", "mariadb", "MySQL"})
    @DisplayName("P4 a server is MySQL or MariaDB, whatever its URL calls it")
    void takesAMysqlUrlApart(String scheme) {
        TargetUrl url = TargetUrl.parse(scheme + "://joe:p%40s%2Fs@DB.Example.com/shop?tls=true&parseTime=true");

        assertThat(url.kind()).isEqualTo(Kind.MYSQL);
        assertThat(url.kind().label()).isEqualTo("mysql");
        assertThat(url.host()).isEqualTo("db.example.com");
        assertThat(url.port()).isEqualTo(3306);
        assertThat(url.database()).isEqualTo("shop");
        assertThat(url.schema()).isNull();
        assertThat(url.user()).isEqualTo("joe");
        assertThat(url.password()).isEqualTo("p@s/s");
        assertThat(url.canonical()).isEqualTo("mysql://db.example.com:3306/shop");
        assertThat(url.redacted()).isEqualTo("mysql://joe@db.example.com:3306/shop");
    }

    @Test
    void takesAMysqlUrlWithoutDatabaseForTheWholeServer() {
        TargetUrl server = TargetUrl.parse("maria://root@[::1]:3307");

        assertThat(server.database()).isNull();
        assertThat(server.canonical()).isEqualTo("mysql://[::1]:3307/");
        assertThat(TargetUrl.parse("maria://root@[::1]:3307/").canonical()).isEqualTo(server.canonical());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allowAllFiles=true",
                "allowLoadLocalInfile=true",
                "allowMultiQueries=true",
                "allowCleartextPasswords=true",
                "allowFallbackToPlaintext=true",
                "sessionVariables=x",
                "init_connect=x",
                "socketFactory=x"
            })
    void refusesMysqlParametersThatItDoesNotKnow(String parameter) {
        assertThatThrownBy(() -> TargetUrl.parse("mysql://joe@h/db?parseTime=true&" + parameter))
                .isInstanceOf(InvalidTargetUrl.class)
                .hasMessageStartingWith("the MySQL URL has parameters that are not taken: "
                        + parameter.substring(0, parameter.indexOf('=')) + "; write tls, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant.db",
                "oracle://joe:s3cret@h/db",
                "mysql://joe:s3cret@h:port/db",
                "mysql://joe:s3cret@h/db?allowMultiQueries=true",
                "mysql://joe:s3?s3cret=x@h/db",
                "mysql://joe:3306?s3cret=x@h/db",
                "sqlite://",
                "postgres://joe:s3cret@h",
                "postgres://joe:s3cret@h:port/db",
                "postgres://joe:s3cret@h:0/db",
                "postgres://joe:s3cret%zz@h/db",
                "postgres://joe:s3cret ^@h/db"
            })
    void refusesOthersWithoutTellingThePassword(String url) {
        assertThatThrownBy(() -> TargetUrl.parse(url))
                .isInstanceOf(InvalidTargetUrl.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }
}
