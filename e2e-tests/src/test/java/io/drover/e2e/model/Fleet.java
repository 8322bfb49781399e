package io.drover.e2e.model;

import io.drover.contracts.AgentCommand;
import io.drover.e2e.model.History.Flaw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Targets, agents, and the topics between them and the orchestrator. */
final class Fleet {
    private static final int LONGEST = 70_000;

    final Topic results = new Topic();
    final Topic beats = new Topic();
    final Topic control = new Topic();
    final Rules rules;
    private final World world;
    private final int slots;
    private final Map<Long, ModelTarget> targets = new TreeMap<>();
    private final Map<String, CommandGroup> pools = new LinkedHashMap<>();
    private final List<ModelAgent> agents = new ArrayList<>();
    private int born;

    Fleet(History history, World world, Rules rules) {
        this.world = world;
        this.rules = rules;
        this.slots = history.slots();
        for (long id = 1; id <= history.targets(); id++) {
            targets.put(id, new ModelTarget(id, id <= history.files(), world));
        }
        for (Flaw flaw : history.flaws()) {
            target(1L + flaw.target() % history.targets()).fails(flaw.migration(), flaw.times());
        }
        for (int pool = 0; pool < history.pools(); pool++) {
            pools.put("pool-" + pool, new CommandGroup(world));
            for (int agent = 0; agent < history.agents(); agent++) {
                start("pool-" + pool);
            }
        }
    }

    private void start(String pool) {
        agents.add(new ModelAgent("agent-" + ++born, pool, slots, pools.get(pool), this, world));
    }

    ModelTarget target(long id) {
        return targets.get(id);
    }

    Iterable<ModelTarget> targets() {
        return targets.values();
    }

    String poolOf(long target) {
        return "pool-" + target % pools.size();
    }

    CommandGroup pool(int which) {
        return List.copyOf(pools.values()).get(which % pools.size());
    }

    /** An agent, if possible one that has something to do. */
    ModelAgent agent(int which) {
        List<ModelAgent> busy =
                agents.stream().filter(agent -> agent.isUp() && !agent.isIdle()).toList();
        List<ModelAgent> among = busy.isEmpty() ? agents : busy;
        return among.get(which % among.size());
    }

    /** A target, if possible one on which something goes on. */
    ModelTarget busyTarget(int which) {
        List<ModelTarget> busy =
                targets.values().stream().filter(target -> !target.isQuiet()).toList();
        List<ModelTarget> among = busy.isEmpty() ? List.copyOf(targets.values()) : busy;
        return among.get(which % among.size());
    }

    void command(String pool, AgentCommand command) {
        pools.get(pool).append(command);
    }

    /** How long a migration takes: mostly not long, sometimes longer than a run may be silent. */
    long duration() {
        int kind = world.between(1, 20);
        return kind <= 2
                ? world.between(20_000, LONGEST)
                : kind < 12 ? world.between(900, 8_000) : world.between(5, 900);
    }

    /** Another agent comes in place of one that is dead. */
    void replaceTheDead() {
        for (int i = 0; i < agents.size(); i++) {
            if (agents.get(i).isDead()) {
                int place = i;
                String pool = "pool-" + place * pools.size() / agents.size();
                start(pool);
                agents.set(place, agents.remove(agents.size() - 1));
            }
        }
    }

    /** No more trouble. */
    void heal() {
        agents.forEach(ModelAgent::thaw);
        replaceTheDead();
    }

    boolean isQuiet() {
        boolean quiet = agents.stream().allMatch(agent -> agent.isUp() && agent.isIdle());
        return quiet
                && targets.values().stream().allMatch(ModelTarget::isQuiet)
                && pools.values().stream().allMatch(CommandGroup::isReadToItsEnd);
    }
}
