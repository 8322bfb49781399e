package io.drover.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * What can be chosen about a stack; see {@link EmbeddedStack.Builder}.
 *
 * @param replicas processes by the name of a service that shall have more than one
 * @param environments extra environment variables by the name of a service or part
 */
record StackOptions(
        Path data,
        DroverHome home,
        int port,
        int agents,
        int agentSlots,
        String hostId,
        Map<String, Integer> replicas,
        Map<String, Map<String, String>> environments) {

    int replicas(String service) {
        return replicas.getOrDefault(service, 1);
    }

    Map<String, String> environment(String name) {
        return environments.getOrDefault(name, Map.of());
    }
}
