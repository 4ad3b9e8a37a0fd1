package io.pawstream.quickstart.chaos;

import io.pawstream.testkit.EmbeddedCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A failure to inject while images stream. */
enum Scenario {
    KILL("kill -9 of the processor") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.processors().killAndRestart();
        }

        @Override
        boolean isLong() {
            return true;
        }
    },
    TERMINATE("SIGTERM of the processor") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.processors().terminateAndRestart();
        }
    },
    BROKER("broker restart") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.brokers().restartAll();
        }
    },
    BROKER_KILL("kill -9 of a broker") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.brokers().killAny();
        }
    },
    TRANSACTION_LOG("kill -9 of the leader of the transaction log", 2) {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.brokers().killTransactionCoordinator();
        }
    },
    CONTROLLER("kill -9 of the active controller", 2) {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.brokers().killController();
        }
    },
    KILL_ALL("kill -9 of processor and brokers in turns", 2) {
        @Override
        void inject(ChaosRun run) throws Exception {
            if (run.failures() % 2 == 0) {
                run.processors().killAndRestart();
            } else {
                run.brokers().killAny();
            }
        }

        @Override
        boolean isLong() {
            return true;
        }
    },
    FULL_DISK("full disk of a broker", 2) {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.brokers().fillDisk();
        }

        @Override
        void requireHost() throws IOException {
            EmbeddedCluster.requireDisks();
        }

        @Override
        EmbeddedCluster startBrokers(int brokers) throws IOException, InterruptedException {
            return EmbeddedCluster.startOnDisks(brokers);
        }
    },
    PROCESSOR_PARTITION("network partition: processor, broker") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.brokers().cutFromProcessor();
        }
    },
    BROKER_PARTITION("network partition: broker, brokers", 2) {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.brokers().cutFromBrokers();
        }
    },
    INSTANCE("second instance joins and leaves") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.processors().addAndRemoveInstance();
        }
    },
    ZOMBIE("processor paused for 30 s") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.processors().pauseAndResume();
        }

        /** The other instance takes over. */
        @Override
        int instances() {
            return 2;
        }
    },
    MODEL("model directory replaced") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.replaceModel();
        }
    },
    CLASH("second service with other topics") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.processors().startClashingService();
        }
    },
    SLOW("slow subscriber") {
        @Override
        void inject(ChaosRun run) {
            // The subscriber is slow during the whole run.
        }

        @Override
        Duration pauseAfterPoll() {
            return Duration.ofMillis(150);
        }
    },
    POISON("record larger than the heap") {
        @Override
        void prepare(UnusualImages images) throws Exception {
            images.allowRecordsOfAnySize();
        }

        @Override
        void inject(ChaosRun run) throws Exception {
            run.publishUnusual(UnusualImages::publishLargerThanTheHeap);
        }

        /** The record is sent to the only broker. */
        @Override
        boolean runsWith(int brokers) {
            return brokers == 1;
        }
    },
    TIMESTAMP("prediction that Kafka rejects") {
        @Override
        void prepare(UnusualImages images) throws Exception {
            images.allowResultsOfOneDay();
        }

        @Override
        void inject(ChaosRun run) throws Exception {
            run.publishUnusual(UnusualImages::publishThreeDaysOld);
        }
    },
    SLOW_IMAGES("slow images") {
        @Override
        void inject(ChaosRun run) {
            // The last images are slow.
        }

        /** All together, these images take several times as long as a transaction may last. */
        @Override
        int slowImages() {
            return 40;
        }

        @Override
        Map<String, String> settings() {
            return Map.of("kafka-streams.producer.transaction.timeout.ms", "4000");
        }
    };

    private final String description;
    private final int minBrokers;

    Scenario(String description) {
        this(description, 1);
    }

    Scenario(String description, int minBrokers) {
        this.description = description;
        this.minBrokers = minBrokers;
    }

    /**
     * Checks what the scenario needs from this machine.
     *
     * @throws IOException if it is missing; the message names it
     */
    void requireHost() throws IOException {}

    /** Starts the brokers. */
    EmbeddedCluster startBrokers(int brokers) throws IOException, InterruptedException {
        return EmbeddedCluster.start(brokers);
    }

    /** Prepares the topics before the processor starts. */
    void prepare(UnusualImages images) throws Exception {}

    /** Injects the failure once. */
    abstract void inject(ChaosRun run) throws Exception;

    /** {@return whether the failure can be injected with a number of brokers} */
    boolean runsWith(int brokers) {
        return brokers >= minBrokers;
    }

    /** {@return whether it gets all images and failures of the command, and not only a part of them} */
    boolean isLong() {
        return false;
    }

    /** {@return the pause of the subscriber after each poll; zero for none} */
    Duration pauseAfterPoll() {
        return Duration.ZERO;
    }

    /** {@return the number of instances of the processor} */
    int instances() {
        return 1;
    }

    /** {@return the number of images at the end that are fetched from a slow host} */
    int slowImages() {
        return 0;
    }

    /** {@return additional settings of the processor} */
    Map<String, String> settings() {
        return Map.of();
    }

    /** {@return the name on the command line} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the name in the table} */
    String description() {
        return description;
    }
}
