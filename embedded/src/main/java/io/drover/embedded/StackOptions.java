package io.drover.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * What can be chosen about a stack; see {@link EmbeddedStack.Builder}.
 *
 * @param environments extra environment variables by the name of a service or part
 */
record StackOptions(
        Path data,
        DroverHome home,
        int port,
        int agents,
        int agentSlots,
        String hostId,
        Map<String, Map<String, String>> environments) {

    Map<String, String> environment(String name) {
        return environments.getOrDefault(name, Map.of());
    }
}
