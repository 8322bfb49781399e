package io.drover.embedded.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Free ports of 127.0.0.1 for the parts of one stack, no port twice. They come from below the range from which the
 * system gives ports to outgoing connections, so a part that restarts finds its port still free. Not thread-safe.
 */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int COUNT = 17_000;

    private final Random random = new Random();
    private final Set<Integer> given = new HashSet<>();

    public int next() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = FIRST + random.nextInt(COUNT);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new StackException("No free port between " + FIRST + " and " + (FIRST + COUNT) + " on 127.0.0.1.");
    }

    /** Whether a server could listen on this port of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
