package io.pawstream.quickstart.chaos;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** A broker, a processor and a stream of images, one scenario, and the account at the end. */
final class ChaosRun implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BROKER_PAUSE = Duration.ofSeconds(3);
    private static final String MODEL = "model1";

    /**
     * What to do.
     *
     * @param home folder of the project
     * @param scenario what is done to the pipeline
     * @param events images to publish, at least 1
     * @param times how often it is done, at times drawn at random
     * @param ratePerSecond images per second
     * @param seed seed of times and images
     */
    record Plan(Path home, Scenario scenario, int events, int times, double ratePerSecond, long seed) {}

    private final Plan plan;
    private final TestEnvironment stage;
    private final Ledger ledger;
    private final NumberedImages images;
    private final List<Double> recoverySeconds = new ArrayList<>();
    private ProcessorProcess processor;
    private int modelVersion;

    ChaosRun(Plan plan) throws IOException, BrokerException, InterruptedException {
        this.plan = plan;
        stage = new TestEnvironment(plan.home, List.of(MODEL));
        String bootstrap = stage.broker().bootstrap();
        ledger = new Ledger(bootstrap, plan.scenario.pauseAfterPoll());
        images = new NumberedImages(bootstrap, 0, plan.events, plan.ratePerSecond, NumberedImages.mixed(plan.seed));
        processor = started("a");
        processor.awaitReady(READY, () -> false);
    }

    private ProcessorProcess started(String instance) throws IOException {
        return stage.start(instance, Map.of("pawstream.model", MODEL), List.of());
    }

    /** Publishes all images while the scenario is done, and waits for their answers. */
    ChaosResult run() throws Exception {
        images.start();
        int done = 0;
        for (int position : positions()) {
            while (images.published() < position && !images.isOver()) {
                Thread.sleep(5);
            }
            if (images.isOver()) {
                break;
            }
            plan.scenario.disturb(this);
            done++;
        }
        int published = images.awaitEnd();
        ledger.awaitAnswers(published, PATIENCE);
        // Whatever comes twice comes soon.
        Thread.sleep(2_000);
        return new ChaosResult(plan.scenario, done, ledger.account(published), recoverySeconds);
    }

    /** After how many images it is done, drawn at random but for the ends. */
    private int[] positions() {
        SplittableRandom random = new SplittableRandom(plan.seed);
        return random.ints(plan.times, plan.events / 20, plan.events * 9 / 10)
                .sorted()
                .toArray();
    }

    void killProcessorAndStartItAgain() throws IOException, InterruptedException {
        processor.kill();
        Instant killed = Instant.now();
        processor = started("a");
        measureRecovery(killed);
    }

    void restartBroker() throws InterruptedException, IOException {
        Instant stopped = Instant.now();
        stage.broker().restart(BROKER_PAUSE);
        measureRecovery(stopped.plus(BROKER_PAUSE));
    }

    void joinAndLeave() throws IOException, InterruptedException {
        try (ProcessorProcess second = started("b")) {
            second.awaitReady(READY, () -> false);
            Thread.sleep(2_000);
        }
        measureRecovery(Instant.now());
    }

    /** As a deployment does it: a new folder takes the place of the old one. */
    void replaceModel() throws IOException, InterruptedException {
        Path live = stage.models().resolve(MODEL);
        Path next = stage.folder().resolve("next");
        Path old = stage.folder().resolve("old-" + modelVersion);
        TestEnvironment.copyModel(live, next);
        String version = String.format(Locale.ROOT, "2099%04d.000000", ++modelVersion);
        String card = Files.readString(next.resolve("model.json"));
        Files.writeString(
                next.resolve("model.json"),
                card.replaceFirst("\"version\" : \"[^\"]*\"", "\"version\" : \"" + version + "\""));
        Instant now = Instant.now();
        Files.move(live, old);
        Files.move(next, live, StandardCopyOption.ATOMIC_MOVE);
        measureRecovery(now);
    }

    private void measureRecovery(Instant since) throws InterruptedException, IOException {
        if (images.isOver()) {
            // All may have been answered before: nothing has to come.
            return;
        }
        if (!ledger.awaitPredictionMadeAfter(since, PATIENCE)) {
            throw new IOException("no prediction within " + PATIENCE.toSeconds() + " s after "
                    + plan.scenario.description() + "; the end of the processor's log:\n" + processor.logEnd());
        }
        recoverySeconds.add(Duration.between(since, Instant.now()).toMillis() / 1e3);
    }

    @Override
    public void close() throws IOException {
        images.close();
        ledger.close();
        processor.close();
        stage.close();
    }
}
