package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.TopicNames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this JVM: one KRaft node that is both broker and controller. It listens on free ports of the
 * loopback interface and keeps its data in a temporary directory, which {@link #close} deletes.
 *
 * <pre>{@code
 * try (EmbeddedBroker broker = EmbeddedBroker.start()) {
 *     connect(broker.bootstrap());
 * }
 * }</pre>
 */
public final class EmbeddedBroker implements Brokers {

    private static final int NODE_ID = 1;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 31_999;
    private static final int MAX_ATTEMPTS = 100;

    private final Path data;
    private final Ports ports;
    private final Properties properties;
    private KafkaRaftServer server;

    private EmbeddedBroker(Path data, Ports ports, Properties properties) {
        this.data = data;
        this.ports = ports;
        this.properties = properties;
        this.server = started(properties);
    }

    private static KafkaRaftServer started(Properties properties) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return server;
    }

    /**
     * The ports of a broker, all of the loopback interface. They are known before the broker runs, so that its clients
     * can start with it.
     *
     * @param clients port of the listener for clients
     * @param internal port of the internal listener
     * @param controller port of the controller
     */
    public record Ports(int clients, int internal, int controller) {

        /**
         * Finds free ports. Another process may take them before the broker does.
         *
         * @return three different ports, 20000 to 31999
         * @throws IOException if no ports are free
         */
        public static Ports free() throws IOException {
            return free(1).get(0);
        }

        /** Finds free ports for several brokers. Another process may take them before the brokers do. */
        static List<Ports> free(int brokers) throws IOException {
            List<Integer> ports = freePorts(3 * brokers);
            return IntStream.range(0, brokers)
                    .mapToObj(each -> new Ports(ports.get(3 * each), ports.get(3 * each + 1), ports.get(3 * each + 2)))
                    .toList();
        }

        /**
         * Returns the address of the listener for clients.
         *
         * @return {@code host:port}
         */
        public String bootstrap() {
            return "localhost:" + clients;
        }
    }

    /**
     * Starts a broker without authentication and encryption on free ports.
     *
     * @return the running broker
     * @throws IOException if the data directory cannot be created or the broker does not start
     */
    public static EmbeddedBroker start() throws IOException {
        return start(Map.of());
    }

    /**
     * Starts a broker without authentication and encryption.
     *
     * @param ports free ports
     * @return the running broker
     * @throws IOException if the data directory cannot be created or the broker does not start
     */
    public static EmbeddedBroker start(Ports ports) throws IOException {
        return start(ports, Map.of());
    }

    /**
     * Starts a broker with additional settings, for example for TLS. Its listeners are named {@code CLIENTS}, {@code
     * INTERNAL} and {@code CONTROLLER}.
     *
     * @param settings broker settings by their Kafka names; they override the defaults of this class
     * @return the running broker
     * @throws IOException if the data directory cannot be created or the broker does not start
     */
    public static EmbeddedBroker start(Map<String, String> settings) throws IOException {
        return start(Ports.free(), settings);
    }

    private static EmbeddedBroker start(Ports ports, Map<String, String> settings) throws IOException {
        Path data = Leftovers.add(Files.createTempDirectory("pawstream-kafka-"));
        BrokerFailure.handle(data);
        try {
            Properties properties = properties(NODE_ID, data, ports, voter(NODE_ID, ports));
            properties.putAll(settings);
            format(NODE_ID, Uuid.randomUuid().toString(), data);
            return new EmbeddedBroker(data, ports, properties);
        } catch (Exception | LinkageError e) {
            // LinkageError: the broker's classes cannot be initialized while the JVM shuts down.
            String reason = BrokerFailure.fullDisk(data).orElseGet(e::toString);
            Leftovers.delete(data);
            throw new IOException("cannot start the Kafka broker: " + reason, e);
        }
    }

    @Override
    public String bootstrap() {
        return ports.bootstrap();
    }

    /**
     * Returns the address of the broker's internal listener, which never requires authentication.
     *
     * @return {@code host:port}
     */
    public String internalBootstrap() {
        return "localhost:" + ports.internal();
    }

    /** {@return a node in the setting {@code controller.quorum.voters}} */
    static String voter(int node, Ports ports) {
        return node + "@localhost:" + ports.controller();
    }

    /**
     * Returns the settings of a node that is broker and controller, with one replica of each partition.
     *
     * @param node id of the node
     * @param data directory of its data
     * @param ports its ports
     * @param voters all controllers
     */
    static Properties properties(int node, Path data, Ports ports, String voters) {
        String listeners = "CLIENTS://localhost:" + ports.clients() + ",INTERNAL://localhost:" + ports.internal();
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(node)),
                Map.entry("listeners", listeners + ",CONTROLLER://localhost:" + ports.controller()),
                Map.entry("advertised.listeners", listeners),
                Map.entry(
                        "listener.security.protocol.map", "CLIENTS:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "INTERNAL"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", voters),
                Map.entry("log.dirs", data.toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                // The defaults are for large clusters. Fewer partitions mean fewer files and a faster start.
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // The open transaction of a killed processor blocks readers until the broker's next check aborts it.
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                // A transaction that follows another one at once waits this long for the markers of the other one.
                Map.entry("add.partitions.to.txn.retry.backoff.ms", "5"),
                // For topics without a limit of their own, which "topics create" sets.
                Map.entry(
                        "max.decompressed.message.bytes",
                        Integer.toString(TopicNames.DEFAULT_MAX_IMAGE_BYTES + TopicNames.OUTPUT_EXTRA_BYTES)),
                Map.entry("auto.create.topics.enable", "false")));
        return properties;
    }

    /** Prepares the data directory of a node. */
    static void format(int node, String clusterId, Path data) throws Exception {
        Formatter formatter = new Formatter();
        formatter.setNodeId(node);
        formatter.setClusterId(clusterId);
        formatter.setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        formatter.setDirectories(List.of(data.toString()));
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setMetadataLogDirectory(data.toString());
        formatter.setIgnoreFormatted(false);
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        formatter.run();
    }

    /**
     * Finds a free port. Another process may take it before the caller does. The system does not use these ports for
     * outgoing connections.
     *
     * @return port of the loopback interface, 20000 to 31999
     * @throws IOException if no port is free
     */
    public static int freePort() throws IOException {
        return freePorts(1).get(0);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int attempt = 0; ports.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1);
            if (!ports.contains(port) && isFree(port)) {
                ports.add(port);
            } else if (attempt >= MAX_ATTEMPTS) {
                throw new IOException(
                        "found no free port from " + FIRST_PORT + " to " + LAST_PORT + " in " + attempt + " attempts");
            }
        }
        return ports;
    }

    /**
     * Returns whether nothing listens on a port.
     *
     * @param port port of the loopback interface, 1 to 65535
     * @return true if the port is free
     */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts the broker again after {@link #stop}, with the same data and addresses. */
    public void startAgain() {
        server = started(properties);
    }

    /** Stops the broker and keeps its data. */
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * Stops the broker and deletes its data.
     *
     * @throws UncheckedIOException if the data cannot be deleted
     */
    @Override
    public void close() {
        stop();
        try {
            Leftovers.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the broker's data directory " + data, e);
        }
    }
}
