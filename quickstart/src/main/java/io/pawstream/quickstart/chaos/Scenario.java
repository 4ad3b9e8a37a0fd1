package io.pawstream.quickstart.chaos;

import java.time.Duration;
import java.util.Locale;

/** A failure to inject while images stream. */
enum Scenario {
    KILL("kill -9 of the processor") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.killAndRestartProcessor();
        }
    },
    BROKER("broker restart") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.restartBroker();
        }
    },
    INSTANCE("second instance joins and leaves") {
        @Override
        void inject(ChaosRun run) throws Exception {
            run.addAndRemoveInstance();
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
            run.startClashingService();
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
    };

    private final String description;

    Scenario(String description) {
        this.description = description;
    }

    /** Prepares the topics before the processor starts. */
    void prepare(UnusualImages images) throws Exception {}

    /** Injects the failure once. */
    abstract void inject(ChaosRun run) throws Exception;

    /** {@return the pause of the subscriber after each poll; zero for none} */
    Duration pauseAfterPoll() {
        return Duration.ZERO;
    }

    /** {@return the name on the command line} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the name in the table} */
    String description() {
        return description;
    }
}
