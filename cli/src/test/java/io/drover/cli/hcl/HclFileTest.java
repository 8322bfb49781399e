package io.drover.cli.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HclFileTest {
    @Test
    void readsBlocksAttributesCommentsAndNestedBlocks() {
        Body body = HclFile.parse("atlas.hcl", """
                # one
                // two
                /* three
                   lines */
                variable "name" { type = string  default = "x" }
                env "prod" {
                  for_each = toset([
                    "a",   # inside
                    "b",
                  ])
                  url = "sqlite://${each.value}.db"
                  migration { dir = "atlas://app" }
                }
                locals {
                  object = {
                    a = 1
                    b = 2, c : 3
                  }
                }
                """);

        assertThat(body.blocks()).extracting(Block::type).containsExactly("variable", "env", "locals");
        Block env = body.block("env").orElseThrow();
        assertThat(env.labels()).containsExactly("prod");
        assertThat(env.position()).hasToString("atlas.hcl:6:1");
        assertThat(env.body().attributes().keySet()).containsExactly("for_each", "url");
        assertThat(env.body().block("migration").orElseThrow().body().attribute("dir"))
                .isPresent();
    }

    @Test
    void readsHeredocsAndDropsTheirCommonIndent() {
        Body body = HclFile.parse(
                "f", "a = <<-EOS\n    SELECT $${x}\n      FROM ${\"t\"}\n    EOS\nb = <<EOS\n  kept\nEOS\n");

        assertThat(text(body, "a")).isEqualTo("SELECT ${x}\n  FROM t\n");
        assertThat(text(body, "b")).isEqualTo("  kept\n");
    }

    @Test
    void aWindowsFileReadsLikeAnyOther() {
        assertThat(text(HclFile.parse("f", "\uFEFFa = \"x\"\r\n"), "a")).isEqualTo("x");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a = "x          | f:1:5: this quoted text is not closed on its line.
            a = "${b"       | f:1:9: this quoted text is not closed on its line.
            a = [1, 2       | f:1:10: expected ']', found the end of the file.
            env "x" {       | f:1:10: expected an attribute, a block or the '}' of 'env' at line 1, found the end of the file.
            env ] {         | f:1:5: expected '=' for an attribute or '{' for a block after 'env', found ']'.
            a = 1 2         | f:1:7: expected the end of the line, found '2'.
            a =             | f:1:4: expected a value, found the end of the file.
            a = @           | f:1:5: the character '@' is not expected here.
            a = "\\q"       | f:1:6: the escape \\q is unknown; known are \\n \\r \\t \\" \\\\ \\uNNNN.
            /* open         | f:1:1: this comment is never closed.
            a = <<EOS       | f:1:5: a heredoc starts with << and a name at the end of the line.
            """)
    void refusesBrokenTextWithThePlace(String text, String expected) {
        assertThatThrownBy(() -> HclFile.parse("f", text))
                .isInstanceOf(HclException.class)
                .hasMessage(expected);
    }

    @Test
    void refusesAnAttributeThatIsSetTwice() {
        assertThatThrownBy(() -> HclFile.parse("f", "a = 1\na = 2\n")).hasMessage("f:2:1: 'a' is set twice.");
    }

    private static String text(Body body, String attribute) {
        Expression expression = body.attributes().get(attribute);
        Functions functions = new Functions(java.util.Map.of(), java.nio.file.Path.of(""));
        return Conversions.text(new Evaluator(functions).evaluate(expression, Scope.empty()), expression.position());
    }
}
