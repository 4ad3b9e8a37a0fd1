package io.pawstream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * Kafka brokers that are processes of their own, so that they can be killed. Each is broker and controller. Each
 * partition has a replica on each broker, at most three. A write needs all but one of them. All connections pass through
 * proxies, which can cut them. Several brokers need Linux.
 *
 * <pre>{@code
 * try (EmbeddedCluster cluster = EmbeddedCluster.start(3)) {
 *     cluster.kill(cluster.controller());
 * }
 * }</pre>
 */
public final class EmbeddedCluster implements Brokers {

    private static final int MAX_REPLICAS = 3;
    /** The address of broker 1 is 127.0.0.11. */
    private static final int FIRST_ADDRESS = 10;

    private static final Duration IN_SYNC_TIMEOUT = Duration.ofMinutes(2);

    private final Path directory;
    private final List<EmbeddedBroker.Ports> ports;
    private final List<EmbeddedBroker.Ports> proxyPorts;
    private final List<TcpProxy> clientProxies = new ArrayList<>();
    /** For each broker, the proxies of its connections from brokers and controllers. */
    private final List<List<TcpProxy>> brokerProxies = new ArrayList<>();

    private final List<BrokerProcess> processes = new ArrayList<>();
    private final Admin admin;

    private EmbeddedCluster(Path directory, List<EmbeddedBroker.Ports> ports) {
        this.directory = directory;
        this.ports = ports.subList(0, ports.size() / 2);
        proxyPorts = ports.subList(ports.size() / 2, ports.size());
        admin = Admin.create(Map.of("bootstrap.servers", internalBootstrap()));
    }

    /**
     * Starts brokers without authentication and encryption on free ports.
     *
     * @param brokers number of brokers, at least 1
     * @return the running brokers, numbered from 1
     * @throws IOException if a file cannot be written or a broker does not start
     * @throws InterruptedException if the thread is interrupted
     */
    public static EmbeddedCluster start(int brokers) throws IOException, InterruptedException {
        Path directory = Leftovers.add(Files.createTempDirectory("pawstream-cluster-"));
        List<EmbeddedBroker.Ports> ports = EmbeddedBroker.Ports.free(2 * brokers);
        EmbeddedCluster cluster = new EmbeddedCluster(directory, ports);
        try {
            String clusterId = Uuid.randomUuid().toString();
            for (int broker : cluster.brokers()) {
                cluster.prepare(broker, clusterId);
                cluster.openProxies(broker);
                cluster.processes.add(cluster.startProcess(broker));
            }
            for (BrokerProcess process : cluster.processes) {
                process.awaitStarted();
            }
            return cluster;
        } catch (InterruptedException e) {
            cluster.close();
            throw e;
        } catch (Exception e) {
            cluster.close();
            throw new IOException("cannot start " + brokers + " Kafka brokers: " + e.getMessage(), e);
        }
    }

    private void prepare(int broker, String clusterId) throws Exception {
        Path data = Files.createDirectory(directory.resolve("data-" + broker));
        String voters = brokers().stream()
                .map(each -> EmbeddedBroker.voter(each, proxyPorts.get(each - 1)))
                .collect(Collectors.joining(","));
        Properties properties = EmbeddedBroker.properties(broker, data, ports.get(broker - 1), voters);
        String replicas = Integer.toString(Math.min(ports.size(), MAX_REPLICAS));
        String inSync = Integer.toString(Math.max(1, Math.min(ports.size(), MAX_REPLICAS) - 1));
        EmbeddedBroker.Ports advertised = proxyPorts.get(broker - 1);
        properties.putAll(Map.of(
                "advertised.listeners",
                        "CLIENTS://localhost:" + advertised.clients() + ",INTERNAL://localhost:" + advertised.internal()
                                + ",CONTROLLER://localhost:" + advertised.controller(),
                "default.replication.factor", replicas,
                "min.insync.replicas", inSync,
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", inSync));
        try (Writer writer = Files.newBufferedWriter(settings(broker))) {
            properties.store(writer, null);
        }
        EmbeddedBroker.format(broker, clusterId, data);
    }

    private void openProxies(int broker) throws IOException {
        EmbeddedBroker.Ports from = proxyPorts.get(broker - 1);
        EmbeddedBroker.Ports to = ports.get(broker - 1);
        clientProxies.add(new TcpProxy(from.clients(), to.clients()));
        brokerProxies.add(List.of(
                new TcpProxy(from.internal(), to.internal()), new TcpProxy(from.controller(), to.controller())));
    }

    private BrokerProcess startProcess(int broker) throws IOException {
        List<String> jvmOptions = ports.size() == 1 ? List.of() : SourceAddressProvider.jvmOptions(address(broker));
        return BrokerProcess.start(settings(broker), jvmOptions, log(broker));
    }

    /** Returns the address from which a broker connects to others. */
    private static InetAddress address(int broker) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (FIRST_ADDRESS + broker)});
    }

    private Path settings(int broker) {
        return directory.resolve("broker-" + broker + ".properties");
    }

    private Path log(int broker) {
        return directory.resolve("broker-" + broker + ".log");
    }

    /**
     * Returns the brokers.
     *
     * @return ids of the brokers, from 1 on
     */
    public List<Integer> brokers() {
        return IntStream.rangeClosed(1, ports.size()).boxed().toList();
    }

    @Override
    public String bootstrap() {
        return proxyPorts.stream().map(EmbeddedBroker.Ports::bootstrap).collect(Collectors.joining(","));
    }

    /**
     * Returns the addresses of the internal listeners. {@link #cutFromClients} and {@link #cutFromBrokers} do not affect
     * clients that use them.
     *
     * @return {@code host:port}, separated by commas
     */
    public String internalBootstrap() {
        return proxyPorts.stream().map(each -> "localhost:" + each.internal()).collect(Collectors.joining(","));
    }

    /**
     * Cuts the connections between a broker and the clients that use {@link #bootstrap}, until {@link #reconnect}.
     *
     * @param broker id of a broker
     */
    public void cutFromClients(int broker) {
        clientProxies.get(broker - 1).cut(source -> true);
    }

    /**
     * Cuts the connections between a broker and the other brokers, including their controllers, until {@link #reconnect}.
     *
     * @param broker id of a broker
     * @throws IOException if the broker has no address
     */
    public void cutFromBrokers(int broker) throws IOException {
        InetAddress own = address(broker);
        Set<InetAddress> others = new HashSet<>();
        for (int other : brokers()) {
            others.add(address(other));
        }
        others.remove(own);
        for (int each : brokers()) {
            Predicate<InetAddress> sources = each == broker ? others::contains : own::equals;
            brokerProxies.get(each - 1).forEach(proxy -> proxy.cut(sources));
        }
    }

    /**
     * Ends all cuts, and waits until all brokers have all records.
     *
     * @throws IOException if they do not have them after 2 minutes
     * @throws InterruptedException if the thread is interrupted
     */
    public void reconnect() throws IOException, InterruptedException {
        proxies().forEach(proxy -> proxy.cut(source -> false));
        awaitInSync();
    }

    private Stream<TcpProxy> proxies() {
        return Stream.concat(clientProxies.stream(), brokerProxies.stream().flatMap(List::stream));
    }

    /**
     * Returns the active controller.
     *
     * @return id of a broker
     * @throws IOException if the brokers do not respond
     * @throws InterruptedException if the thread is interrupted
     */
    public int controller() throws IOException, InterruptedException {
        try {
            return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
        } catch (ExecutionException e) {
            throw new IOException("cannot find the active controller: " + e.getCause(), e);
        }
    }

    /**
     * Returns the leader of a partition of the transaction log that is in use.
     *
     * @return id of the broker that coordinates an open transaction, or else any transaction
     * @throws IOException if the brokers do not respond, or if there has been no transaction
     * @throws InterruptedException if the thread is interrupted
     */
    public int transactionCoordinator() throws IOException, InterruptedException {
        try {
            List<String> ids = admin.listTransactions().all().get().stream()
                    .map(transaction -> transaction.transactionalId())
                    .toList();
            List<TransactionDescription> all =
                    List.copyOf(admin.describeTransactions(ids).all().get().values());
            return all.stream()
                    .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                    .findFirst()
                    .or(() -> all.stream().findFirst())
                    .orElseThrow(() -> new IOException("there is no transaction"))
                    .coordinatorId();
        } catch (ExecutionException e) {
            throw new IOException("cannot list the transactions: " + e.getCause(), e);
        }
    }

    /**
     * Returns the CPU time of the running brokers.
     *
     * @return nanoseconds since each of them has started, all together
     */
    public long cpuNanos() {
        return processes.stream().mapToLong(BrokerProcess::cpuNanos).sum();
    }

    /**
     * Kills a broker with SIGKILL and waits until it has exited.
     *
     * @param broker id of a running broker
     * @throws InterruptedException if the thread is interrupted
     */
    public void kill(int broker) throws InterruptedException {
        processes.get(broker - 1).kill();
    }

    /**
     * Stops a broker with SIGTERM, upon which others become the leaders of its partitions.
     *
     * @param broker id of a running broker
     * @throws InterruptedException if the thread is interrupted
     */
    public void stop(int broker) throws InterruptedException {
        processes.get(broker - 1).stop();
    }

    /**
     * Starts a broker after {@link #kill} or {@link #stop}, with the same data and addresses, and waits until it has all
     * records.
     *
     * @param broker id of a broker that does not run
     * @throws IOException if the broker does not start, or does not have all records after 2 minutes
     * @throws InterruptedException if the thread is interrupted
     */
    public void startAgain(int broker) throws IOException, InterruptedException {
        BrokerProcess process = startProcess(broker);
        processes.set(broker - 1, process);
        process.awaitStarted();
        awaitInSync();
    }

    private void awaitInSync() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + IN_SYNC_TIMEOUT.toNanos();
        while (!isInSync()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("replicas are not in sync after " + IN_SYNC_TIMEOUT.toSeconds() + " s");
            }
            Thread.sleep(200);
        }
    }

    private boolean isInSync() throws InterruptedException {
        try {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(EmbeddedCluster::isInSync);
        } catch (ExecutionException | KafkaException e) {
            // Leaders are being elected.
            return false;
        }
    }

    private static boolean isInSync(TopicPartitionInfo partition) {
        return partition.isr().size() == partition.replicas().size();
    }

    /**
     * Kills the brokers and deletes their data.
     *
     * @throws UncheckedIOException if the data cannot be deleted
     */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
        try {
            for (BrokerProcess process : processes) {
                process.kill();
            }
            for (TcpProxy proxy : proxies().toList()) {
                proxy.close();
            }
            Leftovers.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the data of the brokers, " + directory, e);
        }
    }
}
