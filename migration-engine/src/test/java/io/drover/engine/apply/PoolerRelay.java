package io.drover.engine.apply;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * A pooler in front of a PostgreSQL server, as far as its clients notice one: sessions of the server are given out per
 * transaction, the one used last first, or per client; the key for cancelling is the pooler's own.
 */
final class PoolerRelay implements AutoCloseable {

    private final int serverPort;
    private final boolean perTransaction;
    private final ServerSocket listener = new ServerSocket(0);
    private final BlockingDeque<Backend> idle = new LinkedBlockingDeque<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private PoolerRelay(int serverPort, boolean perTransaction) throws IOException {
        this.serverPort = serverPort;
        this.perTransaction = perTransaction;
        background(this::accept);
    }

    static PoolerRelay inTransactionMode(int serverPort) throws IOException {
        return new PoolerRelay(serverPort, true);
    }

    static PoolerRelay inSessionMode(int serverPort) throws IOException {
        return new PoolerRelay(serverPort, false);
    }

    int port() {
        return listener.getLocalPort();
    }

    private record Backend(DataInputStream in, DataOutputStream out) {}

    private record Message(int type, byte[] body) {}

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "pooler");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                background(() -> serve(client));
            }
        } catch (IOException e) {
            closeSockets();
        }
    }

    private void serve(Socket client) {
        try (client) {
            Socket server = new Socket("localhost", serverPort);
            sockets.addAll(List.of(client, server));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            Backend backend = new Backend(
                    new DataInputStream(server.getInputStream()), new DataOutputStream(server.getOutputStream()));
            int length = in.readInt();
            backend.out.writeInt(length);
            backend.out.write(in.readNBytes(length - 4));
            answer(backend, out);
            exchange(in, out, perTransaction ? null : backend);
        } catch (IOException | InterruptedException e) {
            sockets.remove(client);
        }
    }

    private void exchange(DataInputStream in, DataOutputStream out, Backend held)
            throws IOException, InterruptedException {
        Backend backend = held;
        for (Message message = read(in); message.type != 'X'; message = read(in)) {
            backend = backend == null ? idle.takeLast() : backend;
            write(backend.out, message);
            if (message.type == 'Q' || message.type == 'S') {
                boolean free = answer(backend, out) == 'I';
                backend = free && perTransaction ? null : backend;
            }
        }
        if (!perTransaction) {
            write(backend.out, new Message('X', new byte[0]));
        }
    }

    /**
     * Passes on what the server says until it is ready again; the state of its transaction. A session that is free then is
     * given back before its client hears of it, as PgBouncer does in one step.
     */
    private char answer(Backend backend, DataOutputStream out) throws IOException {
        while (true) {
            Message message = read(backend.in);
            if (message.type == 'K') {
                ByteBuffer.wrap(message.body).putInt(0, 1_000_000_007);
            }
            boolean ready = message.type == 'Z';
            if (ready && perTransaction && message.body[0] == 'I') {
                idle.addLast(backend);
            }
            write(out, message);
            if (ready) {
                return (char) message.body[0];
            }
        }
    }

    private static Message read(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        return new Message(type, in.readNBytes(in.readInt() - 4));
    }

    private static void write(DataOutputStream out, Message message) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(5 + message.body.length);
        bytes.put((byte) message.type).putInt(4 + message.body.length).put(message.body);
        out.write(bytes.array());
        out.flush();
    }

    private void closeSockets() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closeSockets();
    }
}
