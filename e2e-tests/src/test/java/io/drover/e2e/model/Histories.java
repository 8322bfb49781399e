package io.drover.e2e.model;

import io.drover.e2e.model.History.Flaw;
import io.drover.e2e.model.History.Kind;
import io.drover.e2e.model.History.OrderPlan;
import io.drover.e2e.model.History.Trouble;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Histories as jqwik makes them and, when one breaks a rule, makes them smaller: fewer troubles, orders and targets. */
final class Histories {
    private static final int LAST_ORDER = 20_000;
    private static final int LAST_TROUBLE = 90_000;

    private Histories() {}

    /** Histories in which everything may happen, these things most. */
    static Arbitrary<History> with(Kind... often) {
        Arbitrary<List<Integer>> fleet = Combinators.combine(number(1, 8), number(1, 3), number(0, 3), number(1, 2))
                .as((targets, servers, files, pools) -> List.of(targets, servers, files, pools));
        return Combinators.combine(
                        Arbitraries.integers().dontShrink(),
                        fleet,
                        number(1, 3),
                        number(1, 3),
                        orders().list().ofMinSize(1).ofMaxSize(3),
                        flaws().list().ofMaxSize(3),
                        troubles(often).list().ofMaxSize(20).withSizeDistribution(RandomDistribution.uniform()))
                .as((seed, sizes, agents, slots, orders, flaws, troubles) -> new History(
                        seed,
                        sizes.get(0),
                        sizes.get(1),
                        Math.min(sizes.get(2), sizes.get(0)),
                        sizes.get(3),
                        agents,
                        slots,
                        orders,
                        flaws,
                        troubles));
    }

    private static Arbitrary<Integer> number(int least, int most) {
        return Arbitraries.integers().between(least, most).withDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<OrderPlan> orders() {
        return Combinators.combine(
                        number(0, LAST_ORDER),
                        number(1, 255),
                        number(1, ModelTarget.MIGRATIONS),
                        number(1, 4),
                        number(1, 3),
                        number(0, 2).injectNull(0.3),
                        Arbitraries.of(false, false, false, true),
                        Arbitraries.of(false, true))
                .as(OrderPlan::new);
    }

    private static Arbitrary<Flaw> flaws() {
        return Combinators.combine(number(0, 7), number(1, ModelTarget.MIGRATIONS), Arbitraries.of(1, 2, 100))
                .as(Flaw::new);
    }

    private static Arbitrary<Trouble> troubles(Kind... often) {
        Arbitrary<Kind> kind = Arbitraries.of(Kind.class);
        return Combinators.combine(
                        often.length == 0 ? kind : Arbitraries.oneOf(kind, Arbitraries.of(often)),
                        number(0, LAST_TROUBLE),
                        number(0, 7),
                        number(1_000, 90_000))
                .as(Trouble::new);
    }
}
