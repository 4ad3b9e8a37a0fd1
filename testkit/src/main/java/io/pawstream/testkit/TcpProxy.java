package io.pawstream.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Forwards the connections of a port of the loopback interface to another port. A cut holds all bytes back, and closes
 * no connection, as if the network dropped the packets. TCP sends them again once the network is back.
 */
final class TcpProxy implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private Predicate<InetAddress> cut = source -> false;

    /**
     * Starts a proxy.
     *
     * @param port free port to listen on
     * @param target port to forward to; nothing needs to listen on it yet
     */
    TcpProxy(int port, int target) throws IOException {
        this.target = target;
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private static void start(Runnable action) {
        Thread thread = new Thread(action, "pawstream-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                // The proxy was closed, or the client has disconnected.
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        try {
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(broker);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            InetAddress source = client.getInetAddress();
            start(() -> forward(source, client, broker));
            start(() -> forward(source, broker, client));
        } catch (IOException e) {
            close(client);
        }
    }

    private void forward(InetAddress source, Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int count;
            do {
                count = in.read(buffer);
                awaitConnection(source);
                out.write(buffer, 0, Math.max(0, count));
            } while (count >= 0);
        } catch (IOException e) {
            // One side has disconnected, so the other one is closed as well.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private synchronized void awaitConnection(InetAddress source) throws InterruptedException {
        while (cut.test(source)) {
            wait();
        }
    }

    /** Holds back what is sent to and from some clients, also on connections that they open from now on. */
    synchronized void cut(Predicate<InetAddress> sources) {
        cut = sources;
        notifyAll();
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no further use.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut(source -> false);
        sockets.forEach(this::close);
    }
}
