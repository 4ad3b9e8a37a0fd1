package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private ServerSocket server;
    private TcpProxy proxy;
    private int port;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 5, LOOPBACK);
        port = EmbeddedBroker.freePort();
        proxy = new TcpProxy(port, server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        return new Socket(LOOPBACK, port);
    }

    @Test
    void aCutHoldsBytesBackUntilItEnds() throws Exception {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            client.getOutputStream().write(1);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);

            proxy.cut(source -> true);
            client.getOutputStream().write(2);
            accepted.getOutputStream().write(3);
            accepted.setSoTimeout(200);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.cut(source -> false);
            accepted.setSoTimeout(10_000);
            client.setSoTimeout(10_000);
            assertThat(accepted.getInputStream().read()).isEqualTo(2);
            assertThat(client.getInputStream().read()).isEqualTo(3);
        }
    }

    @Test
    void aCutAffectsTheGivenClients() throws Exception {
        proxy.cut(source -> !source.equals(LOOPBACK));
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            client.getOutputStream().write(1);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionEndsOnBothSides() throws Exception {
        try (Socket client = connect()) {
            server.accept().close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            server.close();
        }
        try (Socket refused = connect()) {
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }
    }
}
