package io.pawstream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private final Path directory;
    private final List<EmbeddedBroker.Ports> ports;
    private final List<EmbeddedBroker.Ports> proxyPorts;
    private final ClusterProxies proxies;
    private final List<MemoryDisk> disks = new ArrayList<>();
    private final List<BrokerProcess> processes = new ArrayList<>();
    private final ClusterState state;

    private EmbeddedCluster(Path directory, List<EmbeddedBroker.Ports> ports) {
        this.directory = directory;
        this.ports = ports.subList(0, ports.size() / 2);
        proxyPorts = ports.subList(ports.size() / 2, ports.size());
        proxies = new ClusterProxies(proxyPorts, this.ports);
        state = new ClusterState(internalBootstrap());
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
        return start(brokers, false);
    }

    /**
     * Starts brokers as {@link #start} does, each with a disk of its own, which {@link #fillDisk} can fill. The disks are
     * in memory.
     *
     * @param brokers number of brokers, at least 1
     * @return the running brokers, numbered from 1
     * @throws IOException if this process may not mount disks, a file cannot be written, or a broker does not start
     * @throws InterruptedException if the thread is interrupted
     */
    public static EmbeddedCluster startOnDisks(int brokers) throws IOException, InterruptedException {
        return start(brokers, true);
    }

    /**
     * Checks whether {@link #startOnDisks} can mount disks.
     *
     * @throws IOException if it cannot; the message names what is missing
     */
    public static void requireDisks() throws IOException {
        MemoryDisk.requireMount();
    }

    private static EmbeddedCluster start(int brokers, boolean onDisks) throws IOException, InterruptedException {
        Path directory = Leftovers.add(Files.createTempDirectory("pawstream-cluster-"));
        List<EmbeddedBroker.Ports> ports = EmbeddedBroker.Ports.free(2 * brokers);
        EmbeddedCluster cluster = new EmbeddedCluster(directory, ports);
        try {
            String clusterId = Uuid.randomUuid().toString();
            for (int broker : cluster.brokers()) {
                cluster.prepare(broker, clusterId, cluster.createData(broker, onDisks));
                cluster.proxies.open(broker);
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

    private Path createData(int broker, boolean onDisk) throws IOException {
        Path data = Files.createDirectory(directory.resolve("data-" + broker));
        if (!onDisk) {
            return data;
        }
        MemoryDisk disk = MemoryDisk.mount(data);
        disks.add(disk);
        return disk.path();
    }

    private void prepare(int broker, String clusterId, Path data) throws Exception {
        String voters = brokers().stream()
                .map(each -> EmbeddedBroker.voter(each, proxyPorts.get(each - 1)))
                .collect(Collectors.joining(","));
        Properties properties = EmbeddedBroker.properties(broker, data, ports.get(broker - 1), voters);
        properties.putAll(ClusterProxies.listeners(proxyPorts.get(broker - 1)));
        properties.putAll(ClusterState.replication(ports.size()));
        try (Writer writer = Files.newBufferedWriter(settings(broker))) {
            properties.store(writer, null);
        }
        EmbeddedBroker.format(broker, clusterId, data);
    }

    private BrokerProcess startProcess(int broker) throws IOException {
        List<String> jvmOptions =
                ports.size() == 1 ? List.of() : SourceAddressProvider.jvmOptions(ClusterProxies.address(broker));
        return BrokerProcess.start(settings(broker), jvmOptions, log(broker));
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
        proxies.cutFromClients(broker);
    }

    /**
     * Cuts the connections between a broker and the other brokers, including their controllers, until {@link #reconnect}.
     *
     * @param broker id of a broker
     * @throws IOException if the broker has no address
     */
    public void cutFromBrokers(int broker) throws IOException {
        proxies.cutFromBrokers(broker);
    }

    /**
     * Ends all cuts, and waits until all brokers have all records.
     *
     * @throws IOException if they do not have them after 2 minutes
     * @throws InterruptedException if the thread is interrupted
     */
    public void reconnect() throws IOException, InterruptedException {
        proxies.reconnect();
        state.awaitInSync();
    }

    /**
     * Returns the active controller.
     *
     * @return id of a broker
     * @throws IOException if the brokers do not respond
     * @throws InterruptedException if the thread is interrupted
     */
    public int controller() throws IOException, InterruptedException {
        return state.controller();
    }

    /**
     * Returns the leader of a partition of the transaction log that is in use.
     *
     * @return id of the broker that coordinates an open transaction, or else any transaction
     * @throws IOException if the brokers do not respond, or if there has been no transaction
     * @throws InterruptedException if the thread is interrupted
     */
    public int transactionCoordinator() throws IOException, InterruptedException {
        return state.transactionCoordinator();
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
     * Fills the disk of a broker, and waits until the broker has ended because of it.
     *
     * @param broker id of a running broker of {@link #startOnDisks}
     * @throws IOException if the broker does not end within a minute, or ends for another reason
     * @throws InterruptedException if the thread is interrupted
     */
    public void fillDisk(int broker) throws IOException, InterruptedException {
        disks.get(broker - 1).fill();
        processes.get(broker - 1).awaitEndOnFullDisk();
    }

    /**
     * Starts a broker that does not run, with the same data and addresses and with room on its disk, and waits until it has all
     * records.
     *
     * @param broker id of a broker that does not run
     * @throws IOException if the broker does not start, or does not have all records after 2 minutes
     * @throws InterruptedException if the thread is interrupted
     */
    public void startAgain(int broker) throws IOException, InterruptedException {
        if (!disks.isEmpty()) {
            disks.get(broker - 1).makeRoom();
        }
        BrokerProcess process = startProcess(broker);
        processes.set(broker - 1, process);
        process.awaitStarted();
        state.awaitInSync();
    }

    /**
     * Kills the brokers and deletes their data.
     *
     * @throws UncheckedIOException if the data cannot be deleted
     */
    @Override
    public void close() {
        state.close();
        try {
            for (BrokerProcess process : processes) {
                process.kill();
            }
            disks.forEach(MemoryDisk::close);
            proxies.close();
            Leftovers.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the data of the brokers, " + directory, e);
        }
    }
}
