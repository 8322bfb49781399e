package io.drover.embedded.part;

import java.util.Map;

/**
 * What the parts must not inherit from the user's shell: settings meant for other Quarkus or Kafka programs, and the
 * CLI's own login. Everything else passes, since agents resolve secret references from their environment.
 */
final class Inherited {
    private Inherited() {}

    static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.startsWith("QUARKUS_")
                        || name.startsWith("KAFKA_")
                        || name.equals("DROVER_TOKEN")
                        || name.equals("DROVER_SERVER"));
    }
}
