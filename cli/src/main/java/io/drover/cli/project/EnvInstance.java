package io.drover.cli.project;

import io.drover.cli.hcl.Block;
import io.drover.cli.hcl.Body;
import io.drover.cli.hcl.Conversions;
import io.drover.cli.hcl.Evaluator;
import io.drover.cli.hcl.Expression;
import io.drover.cli.hcl.HclException;
import io.drover.cli.hcl.Position;
import io.drover.cli.hcl.Scope;
import io.drover.cli.hcl.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One target's view of an {@code env} block. Each setting is evaluated when it is asked for, so that a setting which
 * nobody needs cannot get in the way. Attributes that Drover does not know are left alone.
 */
public final class EnvInstance {
    private final String env;
    private final Block block;
    private final Scope scope;
    private final Evaluator evaluator;

    EnvInstance(String env, Block block, Scope scope, Evaluator evaluator) {
        this.env = env;
        this.block = block;
        this.scope = scope;
        this.evaluator = evaluator;
    }

    /** Name of the environment. */
    public String env() {
        return env;
    }

    /** Where the block begins, for messages. */
    public Position position() {
        return block.position();
    }

    /** The target. */
    public Optional<String> url() {
        return text(block.body(), "url");
    }

    /** A scratch database. */
    public Optional<String> dev() {
        return text(block.body(), "dev");
    }

    /** A setting of the {@code migration} block as text. */
    public Optional<String> migration(String setting) {
        return block.body().block("migration").flatMap(migration -> text(migration.body(), setting));
    }

    /** The labels of this target: an attribute {@code labels = { region = "eu" }}. */
    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        block.body().attribute("labels").ifPresent(expression -> {
            if (!(evaluator.evaluate(expression, scope) instanceof Value.MapOf map)) {
                throw new HclException(expression.position(), "labels is an object, as in { region = \"eu\" }.");
            }
            map.entries().forEach((name, value) -> labels.put(name, Conversions.text(value, expression.position())));
        });
        return labels;
    }

    private Optional<String> text(Body body, String attribute) {
        return body.attribute(attribute).flatMap(expression -> {
            if (expression instanceof Expression.Name word) {
                return Optional.of(word.name());
            }
            Value value = evaluator.evaluate(expression, scope);
            return value == Value.Null.NULL
                    ? Optional.empty()
                    : Optional.of(Conversions.text(value, expression.position()));
        });
    }
}
