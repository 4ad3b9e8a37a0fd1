package io.pawstream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * Kafka brokers that are processes of their own, so that they can be killed. Each is broker and controller. Each
 * partition has a replica on each broker, at most three. A write needs all but one of them.
 *
 * <pre>{@code
 * try (EmbeddedCluster cluster = EmbeddedCluster.start(3)) {
 *     cluster.kill(cluster.controller());
 * }
 * }</pre>
 */
public final class EmbeddedCluster implements Brokers {

    private static final int MAX_REPLICAS = 3;
    private static final Duration IN_SYNC_TIMEOUT = Duration.ofMinutes(2);

    private final Path directory;
    private final List<EmbeddedBroker.Ports> ports;
    private final List<BrokerProcess> processes = new ArrayList<>();
    private final Admin admin;

    private EmbeddedCluster(Path directory, List<EmbeddedBroker.Ports> ports) {
        this.directory = directory;
        this.ports = ports;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap()));
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
        List<EmbeddedBroker.Ports> ports = EmbeddedBroker.Ports.free(brokers);
        EmbeddedCluster cluster = new EmbeddedCluster(directory, ports);
        try {
            String clusterId = Uuid.randomUuid().toString();
            for (int broker : cluster.brokers()) {
                cluster.prepare(broker, clusterId);
                cluster.processes.add(BrokerProcess.start(cluster.settings(broker), cluster.log(broker)));
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
                .map(each -> EmbeddedBroker.voter(each, ports.get(each - 1)))
                .collect(Collectors.joining(","));
        Properties properties = EmbeddedBroker.properties(broker, data, ports.get(broker - 1), voters);
        String replicas = Integer.toString(Math.min(ports.size(), MAX_REPLICAS));
        String inSync = Integer.toString(Math.max(1, Math.min(ports.size(), MAX_REPLICAS) - 1));
        properties.putAll(Map.of(
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
        return ports.stream().map(EmbeddedBroker.Ports::bootstrap).collect(Collectors.joining(","));
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
        BrokerProcess process = BrokerProcess.start(settings(broker), log(broker));
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
            Leftovers.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the data of the brokers, " + directory, e);
        }
    }
}
