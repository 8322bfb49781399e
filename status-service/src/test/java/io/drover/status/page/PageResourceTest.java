package io.drover.status.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.StatusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@StatusTest
class PageResourceTest {
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/dirs",
                "/dirs/db-per-tenant",
                "/dirs/db-per-tenant/versions/2",
                "/databases",
                "/databases/tenant_4.db",
                "/migrations",
                "/migrations/db-per-tenant/20240721111345",
                "/deployments",
                "/deployments/sets/7",
                "/deployments/sets/7/targets/tenant_4.db",
                "/agents"
            })
    void answersEveryRouteOfThePage(String route) {
        Response page = given().get(route);

        page.then().statusCode(200).contentType("text/html").header("Cache-Control", "no-cache");
        assertThat(page.asString()).isEqualTo(document());
    }

    @Test
    void namesScriptAndStylesheetByTheirContentAndLetsThemBeKept() {
        List<String> bundle =
                loaded().stream().filter(path -> !path.startsWith("/assets/")).toList();

        assertThat(bundle)
                .satisfiesExactlyInAnyOrder(
                        path -> assertThat(path).matches("/static/bundle/app-[A-Z0-9]{8}\\.js"),
                        path -> assertThat(path).matches("/static/bundle/app-[A-Z0-9]{8}\\.css"));
        assertThat(bundle)
                .allSatisfy(path -> assertThat(given().get(path)
                                .then()
                                .statusCode(200)
                                .extract()
                                .header("Cache-Control"))
                        .contains("immutable", "max-age=31536000"));
    }

    @Test
    void keepsNobodyFromAskingAgainForAFileOfAnotherBuild() {
        given().get("/static/bundle/app-00000000.js").then().statusCode(404).header("Cache-Control", "no-store");
    }

    @Test
    void loadsNothingFromElsewhereAndRunsNothingThatIsInTheDocument() {
        Response page = given().get("/");

        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe", "http", "data:");
        assertThat(loaded()).isNotEmpty().allMatch(path -> path.startsWith("/") && !path.startsWith("//"));
        assertThat(page.asString())
                .doesNotContain("<style", "style=", "onclick")
                .doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(stylesheet()).doesNotContain("url(", "@import");
    }

    private static String document() {
        return given().get("/").asString();
    }

    private static List<String> loaded() {
        return LOADED.matcher(document().replaceAll("<noscript>.*</noscript>", ""))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String stylesheet() {
        String path = loaded().stream()
                .filter(one -> one.endsWith(".css"))
                .findFirst()
                .orElseThrow();
        return given().get(path).asString();
    }
}
