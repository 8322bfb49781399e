package io.drover.e2e.model;

import java.util.List;

/**
 * What a simulation is made of: everything that happens follows from it, so a history that breaks a rule breaks it again.
 *
 * @param seed of all small chances: delays, orders, who is served first
 * @param targets how many there are
 * @param servers on how many servers they are
 * @param files how many of them are files instead
 * @param pools how many agent pools there are; targets are dealt out to them
 * @param agents how many there are in each pool
 * @param slots how many runs an agent executes at once
 * @param troubles in no order
 */
record History(
        int seed,
        int targets,
        int servers,
        int files,
        int pools,
        int agents,
        int slots,
        List<OrderPlan> orders,
        List<Flaw> flaws,
        List<Trouble> troubles) {

    /**
     * An order.
     *
     * @param atMillis when it is given
     * @param mask which targets it names, as bits; at least one is named whatever it says
     * @param maxFailures null for no budget
     */
    record OrderPlan(
            int atMillis,
            int mask,
            int version,
            int maxParallel,
            int perServer,
            Integer maxFailures,
            boolean supersede,
            boolean verify) {}

    /** A migration that fails on a target, the first times or always. */
    record Flaw(int target, int migration, int times) {}

    /**
     * Something goes wrong, or somebody interferes.
     *
     * @param who which agent, replica, target or deployment; taken modulo their number
     * @param millis how long it lasts, where it lasts
     */
    record Trouble(Kind kind, int atMillis, int who, int millis) {}

    /** What may happen. */
    enum Kind {
        /** The process is gone, its connections are closed. */
        KILL_AGENT,
        /** The machine is gone: its idle sessions live on until the server notices. */
        KILL_MACHINE,
        /** The agent dies at its next step, whatever that is; {@code millis} is how many steps it still takes. */
        KILL_AT_STEP,
        FREEZE_AGENT,
        DRAIN_AGENT,
        /** Partitions move: what was not acknowledged is read again, by others. */
        REBALANCE,
        /** All connections to a target break; its server notices late. */
        CUT,
        TARGET_DOWN,
        /** A command is delivered once more, to whoever reads its partition now. */
        REPEAT_COMMAND,
        /** Words of agents are read once more from some place on. */
        REWIND_RESULTS,
        /** One word of an agent is heard once more. */
        REPEAT_RESULT,
        /** Beats of agents are read once more from some place on. */
        REWIND_BEATS,
        KILL_REPLICA,
        /** The replica dies when its next claims are committed and not yet sent. */
        KILL_AFTER_COMMIT,
        FREEZE_REPLICA,
        /** Nobody reads the beats of agents. */
        DEAF,
        KAFKA_AWAY,
        PAUSE,
        RESUME,
        CANCEL,
        RETRY
    }
}
