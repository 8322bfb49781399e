package io.drover.e2e.model;

import io.drover.contracts.AgentCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The commands of one pool and the group of agents that reads them: a partition for each target, acknowledged in any
 * order, committed up to the first that is not, read again from there by a new owner.
 */
final class CommandGroup {
    private final World world;
    private final Map<String, Partition> partitions = new LinkedHashMap<>();
    private final List<ModelAgent> members = new ArrayList<>();
    private int shift;

    CommandGroup(World world) {
        this.world = world;
    }

    /** Commands for one target. */
    static final class Partition {
        private final List<AgentCommand> records = new ArrayList<>();
        private final Set<Integer> acknowledged = new LinkedHashSet<>();
        private int committed;
        private int position;
        private ModelAgent owner;
    }

    /** A command as it was polled. */
    final class Polled {
        final AgentCommand command;
        private final Partition partition;
        private final int offset;

        private Polled(Partition partition, int offset) {
            this.command = partition.records.get(offset);
            this.partition = partition;
            this.offset = offset;
        }

        /** What somebody says who has lost the partition counts for nothing. */
        void acknowledge(ModelAgent agent) {
            if (partition.owner == agent) {
                partition.acknowledged.add(offset);
                while (partition.acknowledged.contains(partition.committed)) {
                    partition.committed++;
                }
            }
        }

        boolean isOwnedBy(ModelAgent agent) {
            return partition.owner == agent;
        }
    }

    void append(AgentCommand command) {
        String key = String.valueOf(command.ref().target());
        partitions
                .computeIfAbsent(key, name -> {
                    Partition partition = new Partition();
                    partition.owner = owner(name);
                    return partition;
                })
                .records
                .add(command);
    }

    void join(ModelAgent agent) {
        members.add(agent);
        assign();
    }

    void leave(ModelAgent agent) {
        if (members.remove(agent)) {
            assign();
        }
    }

    boolean has(ModelAgent agent) {
        return members.contains(agent);
    }

    void rebalance() {
        shift++;
        assign();
    }

    private ModelAgent owner(String key) {
        return members.isEmpty() ? null : members.get(Math.floorMod(key.hashCode() + shift, members.size()));
    }

    private void assign() {
        partitions.forEach((key, partition) -> {
            ModelAgent before = partition.owner;
            ModelAgent after = owner(key);
            if (!Objects.equals(before, after)) {
                partition.owner = after;
                // what was acknowledged since the last commit comes again
                partition.committed = Math.max(0, partition.committed - world.between(0, 1));
                partition.acknowledged.removeIf(offset -> offset >= partition.committed);
                partition.position = partition.committed;
                if (before != null) {
                    before.forgetWhatItLost();
                }
            }
        });
    }

    /** The next command of each partition that is the agent's, as long as there is room. */
    void poll(ModelAgent agent) {
        List<Partition> own = new ArrayList<>(partitions.values());
        own.removeIf(partition -> partition.owner != agent || partition.position >= partition.records.size());
        while (!own.isEmpty() && agent.hasRoom()) {
            Partition partition = own.get(world.between(0, own.size() - 1));
            agent.admit(new Polled(partition, partition.position++));
            own.removeIf(read -> read.position >= read.records.size());
        }
    }

    /** Delivers a command that was there before once more, to any agent; often one of the newest. */
    void repeat(int which) {
        List<Polled> all = new ArrayList<>();
        partitions.values().forEach(partition -> {
            int from = world.onceIn(2) ? Math.max(0, partition.position - 2) : 0;
            for (int i = from; i < partition.position; i++) {
                all.add(new Polled(partition, i));
            }
        });
        List<ModelAgent> up = members.stream().filter(ModelAgent::isUp).toList();
        if (!all.isEmpty() && !up.isEmpty()) {
            up.get(world.between(0, up.size() - 1)).admit(all.get(which % all.size()));
        }
    }

    boolean isReadToItsEnd() {
        return partitions.values().stream().allMatch(partition -> partition.committed == partition.records.size());
    }
}
