package io.pawstream.producer.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds a broker that expects TLS before a client without TLS meets it: Kafka's client takes the first bytes of a TLS alert
 * for the size of an answer, 336 MiB, and runs out of memory.
 */
public final class TlsCheck {

    /** What every broker answers without a login: size of the question, ApiVersions, version 0, number 0, no client id. */
    private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1};

    private static final int TLS_ALERT = 0x15;
    private static final int TIMEOUT_MS = 2_000;

    private TlsCheck() {}

    /**
     * Returns unless these settings are without TLS and the broker expects it.
     *
     * @throws BrokerException if a broker expects TLS; that none answers is left to the client
     */
    public static void check(KafkaAccess access) throws BrokerException {
        String protocol = access.clientProperties().getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "");
        for (String address : access.bootstrap().split(",")) {
            if (!protocol.endsWith("SSL") && expectsTls(address)) {
                throw new BrokerException("Kafka at " + access.bootstrap()
                        + " expects TLS; the settings for it go into the file that --command-config names");
            }
        }
    }

    private static boolean expectsTls(String address) {
        try (Socket socket = new Socket()) {
            String host = Utils.getHost(address);
            Integer port = Utils.getPort(address);
            if (host == null || port == null) {
                return false;
            }
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(API_VERSIONS);
            return socket.getInputStream().read() == TLS_ALERT;
        } catch (IOException | IllegalArgumentException e) {
            // Also where it is no address at all: the client says so.
            return false;
        }
    }
}
