package io.drover.e2e.model;

import io.drover.contracts.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A topic of Kafka with a partition for each key: order holds within a key only. */
final class Topic {
    private final Map<String, List<Entry>> partitions = new LinkedHashMap<>();
    private final List<Entry> all = new ArrayList<>();

    /** A record and its place. */
    record Entry(long offset, String key, Event event, long at) {}

    void append(String key, Event event, long at) {
        Entry entry = new Entry(all.size(), key, event, at);
        all.add(entry);
        partitions.computeIfAbsent(key, name -> new ArrayList<>()).add(entry);
    }

    List<Entry> all() {
        return all;
    }

    /** A consumer group: how far each partition is read. */
    final class Reader {
        private final Map<String, Integer> positions = new LinkedHashMap<>();

        /** Some of what is there, in the order of each partition, from partitions in any order. */
        List<Entry> poll(World world) {
            List<String> keys = new ArrayList<>(partitions.keySet());
            List<Entry> found = new ArrayList<>();
            while (!keys.isEmpty()) {
                String key = keys.remove(world.between(0, keys.size() - 1));
                List<Entry> partition = partitions.get(key);
                int from = positions.getOrDefault(key, 0);
                int to = world.onceIn(3) ? world.between(from, partition.size()) : partition.size();
                found.addAll(partition.subList(from, to));
                positions.put(key, to);
            }
            return found;
        }

        Map<String, Integer> positions() {
            return new LinkedHashMap<>(positions);
        }

        void seek(Map<String, Integer> to) {
            positions.clear();
            positions.putAll(to);
        }

        /** Forgets the last records of each partition, so that they are read again. */
        void rewind(int records) {
            positions.replaceAll((key, position) -> Math.max(0, position - records));
        }

        boolean isAtTheEnd() {
            return partitions.entrySet().stream()
                    .allMatch(partition -> positions.getOrDefault(partition.getKey(), 0)
                            == partition.getValue().size());
        }
    }
}
