package io.drover.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "postgres://app:s3cret@db/acme, postgres://app:****@db/acme, true",
        "cannot reach postgres://app:s3c:ret@db:5432/acme now, cannot reach postgres://app:****@db:5432/acme now, true",
        "postgres://:s3cret@db/acme, postgres://:****@db/acme, true",
        "postgres://db/acme?user=a&password=s3cret&x=1, postgres://db/acme?user=a&password=****&x=1, true",
        "postgres://app:${env:PW}@db/acme, postgres://app:${env:PW}@db/acme, false",
        "postgres://db/acme?password=${env:PW}, postgres://db/acme?password=${env:PW}, false",
        "postgres://app:s/cr@t@db/acme, postgres://app:****@db/acme, true",
        "POSTGRES://app:s3cret@db/acme, POSTGRES://app:****@db/acme, true",
        "postgres://app@corp:s3cret@db/acme, postgres://app@corp:****@db/acme, true",
        "'postgres://app:s3cret@db/acme', 'postgres://app:****@db/acme', true",
        "postgres://${env:U}:${env:PW}@db/acme, postgres://${env:U}:${env:PW}@db/acme, false",
        "postgres://${env:U}:s3cret@db/acme, postgres://${env:U}:****@db/acme, true",
        "postgres://db:5432/acme?application_name=a@b, postgres://db:5432/acme?application_name=a@b, false",
        "postgres://app@db:5432/acme, postgres://app@db:5432/acme, false",
    })
    void aPasswordIsHiddenAndAReferenceIsNot(String text, String shown, boolean literal) {
        assertThat(Secrets.hide(text)).isEqualTo(shown);
        assertThat(Secrets.literalIn(text)).isEqualTo(literal);
    }
}
