package io.drover.cli.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "plain"                              | plain
            "a ${local.name} z"                  | a acme z
            "${local.name}"                      | acme
            "$${env:DB_PASSWORD}"                | ${env:DB_PASSWORD}
            "50%%{x}"                            | 50%{x}
            "tab\\tquote\\" \\u00e9"             | tab\tquote" é
            "n = ${1 + 2 * 3}"                   | n = 7
            "${(1 + 2) * 3}"                     | 9
            "${7 / 2}"                           | 3.5
            "${-local.two + 10 % 4}"             | 0
            "${1.50}"                            | 1.5
            "${true && !false}"                  | true
            "${1 < 2 OR nowhere.x}"              | true
            "${local.two == 2 ? "yes" : "no"}"   | yes
            "${local.name != "acme" ? 1 : 2}"    | 2
            "${local.list[1]}"                   | b
            "${local.list.0}"                    | a
            "${local.object.inner.deep}"         | found
            "${local.object["key two"]}"         | 2
            "${{ a = "x", "b" : "y" }.b}"        | y
            "${toset(["b", "a", "b"]) == toset(["a", "b"])}" | true
            "${getenv("HOME_TOWN")}"             | Bern
            "${getenv("NOT_SET")}"               | ``
            "${file("hello.txt")}"               | hello
            "${tostring(5)}${tonumber("5") + 1}" | 56
            """)
    void evaluates(String expression, String expected) throws Exception {
        Files.writeString(folder.resolve("hello.txt"), "hello");

        assertThat(Conversions.text(value(expression.replace(" OR ", " || ")), new Position("test", 1, 1)))
                .isEqualTo(expected == null ? "" : expected.replace("\\t", "\t"));
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            local.nothing                | test.hcl:1:5: 'local.nothing' is not defined.
            nobody.x                     | test.hcl:1:5: 'nobody' is not defined.
            data.sql.tenants             | test.hcl:1:5: data sources are not supported by this version of Drover.
            frobnicate(1)                | test.hcl:1:5: the function 'frobnicate' is not known; known are file, getenv, tobool, tolist, tonumber, toset, tostring.
            toset("a")                   | test.hcl:1:5: a list or a set is needed here, not a string.
            toset([1], [2])              | test.hcl:1:5: toset takes 1 argument(s), not 2.
            local.list[2]                | test.hcl:1:15: there is no item 2; the list has 2, counted from 0.
            local.object.outer           | test.hcl:1:17: there is no attribute 'outer'; there are: inner, key two.
            "a${local.list}"             | test.hcl:1:14: a string is needed here, not a tuple.
            1 + "x"                      | test.hcl:1:10: 'x' is not a number.
            1 / 0                        | test.hcl:1:7: division by zero.
            [for x in local.list : x]    | test.hcl:1:5: 'for' expressions are not supported by this version of Drover.
            """)
    void refusesWithThePlace(String expression, String expected) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(HclException.class)
                .hasMessage(expected);
    }

    @Test
    void aSetIsWithoutDoublesAndInOrder() {
        assertThat(value("toset([\"t_2\", \"t_10\", \"t_2\"])"))
                .isEqualTo(new Value.SetOf(List.of(Value.of("t_10"), Value.of("t_2")), "string"));
    }

    private Value value(String expression) {
        Body body = HclFile.parse("test.hcl", "x = " + expression + "\n");
        Value.MapOf object = new Value.MapOf(new TreeMap<>(
                Map.of("inner", new Value.MapOf(Map.of("deep", Value.of("found"))), "key two", Value.of("2"))));
        Scope scope = Scope.empty()
                .with(
                        "local",
                        Map.of(
                                "name",
                                Value.of("acme"),
                                "two",
                                new Value.Num(BigDecimal.valueOf(2)),
                                "list",
                                new Value.TupleOf(List.of(Value.of("a"), Value.of("b"))),
                                "object",
                                object));
        Functions functions = new Functions(Map.of("HOME_TOWN", "Bern"), folder);
        return new Evaluator(functions).evaluate(body.attributes().get("x"), scope);
    }
}
