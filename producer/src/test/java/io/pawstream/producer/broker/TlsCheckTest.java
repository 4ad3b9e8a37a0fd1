package io.pawstream.producer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TlsCheckTest {

    @Test
    void aServerThatRespondsWithATlsAlertExpectsTls() throws Exception {
        byte[] alert = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x50};
        try (ServerSocket server = responding(alert)) {
            KafkaAccess access = KafkaAccess.to("localhost:" + server.getLocalPort());
            assertThatThrownBy(() -> TlsCheck.check(access))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage(
                            "Kafka at " + access.bootstrap()
                                    + " expects TLS; put the TLS client properties into a file and pass it with --command-config");
            KafkaAccess withTls = new KafkaAccess(access.bootstrap(), Map.of("security.protocol", "SASL_SSL"));
            assertThatCode(() -> TlsCheck.check(withTls)).doesNotThrowAnyException();
        }
    }

    @Test
    void anyOtherResponseIsLeftToTheClient() throws Exception {
        try (ServerSocket server = responding(new byte[] {0, 0, 1, 90})) {
            assertThatCode(() -> TlsCheck.check(KafkaAccess.to("localhost:1,localhost:" + server.getLocalPort())))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> TlsCheck.check(KafkaAccess.to("localhost"))).doesNotThrowAnyException();
    }

    /** Responds to each request with these bytes. */
    private static ServerSocket responding(byte[] response) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    assertThat(client.getInputStream().readNBytes(14)).startsWith(0, 0, 0, 10, 0, 18);
                    client.getOutputStream().write(response);
                } catch (IOException e) {
                    if (!server.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
