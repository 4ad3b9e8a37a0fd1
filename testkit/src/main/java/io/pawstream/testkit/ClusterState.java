package io.pawstream.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;

/** What the brokers of a cluster report about themselves. */
final class ClusterState implements AutoCloseable {

    private static final int MAX_REPLICAS = 3;
    private static final Duration IN_SYNC_TIMEOUT = Duration.ofMinutes(2);

    private final Admin admin;

    /**
     * Creates a client. It connects on demand.
     *
     * @param bootstrap the brokers, {@code host:port}, separated by commas
     */
    ClusterState(String bootstrap) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** {@return the settings of a broker, with which each partition has as many replicas as there are brokers, at most three} */
    static Map<String, String> replication(int brokers) {
        String replicas = Integer.toString(Math.min(brokers, MAX_REPLICAS));
        String inSync = Integer.toString(Math.max(1, Math.min(brokers, MAX_REPLICAS) - 1));
        return Map.of(
                "default.replication.factor", replicas,
                "min.insync.replicas", inSync,
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", inSync);
    }

    /** {@return the id of the active controller} */
    int controller() throws IOException, InterruptedException {
        try {
            return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
        } catch (ExecutionException e) {
            throw new IOException("cannot find the active controller: " + e.getCause(), e);
        }
    }

    /** {@return the id of the broker that coordinates an open transaction, or else any transaction} */
    int transactionCoordinator() throws IOException, InterruptedException {
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
     * Waits until each replica of each partition is in sync.
     *
     * @throws IOException if they are not after 2 minutes
     */
    void awaitInSync() throws IOException, InterruptedException {
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
                    .allMatch(ClusterState::isInSync);
        } catch (ExecutionException | KafkaException e) {
            // Leaders are being elected.
            return false;
        }
    }

    private static boolean isInSync(TopicPartitionInfo partition) {
        return partition.isr().size() == partition.replicas().size();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
