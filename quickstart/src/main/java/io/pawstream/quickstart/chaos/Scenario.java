package io.pawstream.quickstart.chaos;

import java.time.Duration;
import java.util.Locale;

/** What is done to the pipeline while images stream. */
enum Scenario {
    KILL("kill -9 of the processor") {
        @Override
        void disturb(ChaosRun run) throws Exception {
            run.killProcessorAndStartItAgain();
        }
    },
    BROKER("the broker stops and comes back") {
        @Override
        void disturb(ChaosRun run) throws Exception {
            run.restartBroker();
        }
    },
    INSTANCE("a second instance joins and leaves") {
        @Override
        void disturb(ChaosRun run) throws Exception {
            run.joinAndLeave();
        }
    },
    MODEL("the model's folder is replaced") {
        @Override
        void disturb(ChaosRun run) throws Exception {
            run.replaceModel();
        }
    },
    SLOW("a subscriber that is slow") {
        @Override
        void disturb(ChaosRun run) {
            // It is slow all the time.
        }

        @Override
        Duration pauseAfterPoll() {
            return Duration.ofMillis(150);
        }
    };

    private final String description;

    Scenario(String description) {
        this.description = description;
    }

    /** Does it once. */
    abstract void disturb(ChaosRun run) throws Exception;

    /** Pause of the subscriber between polls. */
    Duration pauseAfterPoll() {
        return Duration.ZERO;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For the table. */
    String description() {
        return description;
    }
}
