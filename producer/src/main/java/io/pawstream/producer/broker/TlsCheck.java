package io.pawstream.producer.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/**
 * Detects a broker that expects TLS before a client without TLS connects to it. Such a client would read the first
 * bytes of a TLS alert as the size of a response, 336 MiB, and run out of memory.
 */
public final class TlsCheck {

    /** A request that needs no authentication: its size, ApiVersions, version 0, correlation id 0, no client id. */
    private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1};

    private static final int TLS_ALERT = 0x15;
    private static final int TIMEOUT_MS = 2_000;

    private TlsCheck() {}

    /**
     * Checks that the settings enable TLS if a broker expects it. Ignores brokers that do not respond, because the
     * client reports them.
     *
     * @param access addresses and client settings to check
     * @throws BrokerException if a broker expects TLS but the settings do not enable it
     */
    public static void check(KafkaAccess access) throws BrokerException {
        String protocol = access.clientProperties().getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "");
        for (String address : access.bootstrap().split(",")) {
            if (!protocol.endsWith("SSL") && expectsTls(address)) {
                throw new BrokerException("Kafka at " + access.bootstrap()
                        + " expects TLS; put the TLS client properties into a file and pass it with --command-config");
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
            // The client reports unreachable and invalid addresses.
            return false;
        }
    }
}
