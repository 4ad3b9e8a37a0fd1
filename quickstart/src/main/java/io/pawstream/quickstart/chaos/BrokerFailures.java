package io.pawstream.quickstart.chaos;

import io.pawstream.testkit.EmbeddedCluster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Stops, kills, disconnects and fills brokers. Each failure ends with all brokers in sync and a measured recovery. */
final class BrokerFailures {

    private static final Duration BROKER_PAUSE = Duration.ofSeconds(3);
    private static final Duration PARTITION_TIME = Duration.ofSeconds(15);

    private final EmbeddedCluster cluster;
    private final SplittableRandom random;
    private final Recovery recovery;

    BrokerFailures(EmbeddedCluster cluster, SplittableRandom random, Recovery recovery) {
        this.cluster = cluster;
        this.random = random;
        this.recovery = recovery;
    }

    private int any() {
        return cluster.brokers().get(random.nextInt(cluster.brokers().size()));
    }

    /** Restarts each broker, one after the other. */
    void restartAll() throws InterruptedException, IOException {
        for (int broker : cluster.brokers()) {
            Instant stopping = Instant.now();
            cluster.stop(broker);
            startAfterPause(broker, stopping);
        }
    }

    void killAny() throws InterruptedException, IOException {
        kill(any());
    }

    void killTransactionCoordinator() throws InterruptedException, IOException {
        kill(cluster.transactionCoordinator());
    }

    void killController() throws InterruptedException, IOException {
        kill(cluster.controller());
    }

    private void kill(int broker) throws InterruptedException, IOException {
        Instant killed = Instant.now();
        cluster.kill(broker);
        startAfterPause(broker, killed);
    }

    /** Leaves a broker no space on its disk, upon which it ends. It starts once the disk has space again. */
    void fillDisk() throws InterruptedException, IOException {
        int broker = any();
        Instant full = Instant.now();
        cluster.fillDisk(broker);
        startAfterPause(broker, full);
    }

    /** Cuts the connections between the processors and a broker, which serves other clients and brokers meanwhile. */
    void cutFromProcessor() throws InterruptedException, IOException {
        Instant cut = Instant.now();
        cluster.cutFromClients(any());
        reconnectAfterPause(cut);
    }

    /** Cuts the connections between a broker and the other two, so that others become the leaders of its partitions. */
    void cutFromBrokers() throws InterruptedException, IOException {
        Instant cut = Instant.now();
        cluster.cutFromBrokers(any());
        reconnectAfterPause(cut);
    }

    private void reconnectAfterPause(Instant cut) throws InterruptedException, IOException {
        Thread.sleep(PARTITION_TIME.toMillis());
        cluster.reconnect();
        recovery.measure(cut, Instant.now());
    }

    private void startAfterPause(int broker, Instant failure) throws InterruptedException, IOException {
        Thread.sleep(BROKER_PAUSE.toMillis());
        cluster.startAgain(broker);
        recovery.measure(failure, Instant.now());
    }
}
