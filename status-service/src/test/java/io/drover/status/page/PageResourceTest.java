package io.drover.status.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.StatusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@StatusTest
class PageResourceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/databases",
                "/databases/tenant_4.db",
                "/dirs/db-per-tenant",
                "/migrations",
                "/deployments",
                "/deployments/sets/7",
                "/deployments/sets/7/targets/tenant_4.db",
                "/agents"
            })
    void answersEveryRouteOfThePage(String route) {
        Response page = given().get(route);

        page.then().statusCode(200).contentType("text/html");
        assertThat(page.asString()).contains("/assets/drover.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/drover.js", "/assets/drover.css", "/assets/drover.svg"})
    void loadsNothingFromElsewhere(String path) {
        Response answer = given().get(path);

        answer.then().statusCode(200);
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(answer.asString().replace("http://www.w3.org/2000/svg", "")).doesNotContain("http://", "https://");
    }

    @Test
    void writesNoMarkupFromValues() {
        String script = given().get("/assets/drover.js").asString();

        assertThat(script).contains("textContent").doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML");
    }
}
