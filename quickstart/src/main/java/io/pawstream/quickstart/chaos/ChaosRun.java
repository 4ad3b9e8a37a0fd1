package io.pawstream.quickstart.chaos;

import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.testkit.EmbeddedCluster;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/** Runs one scenario with its own brokers and processor, and counts the results. */
final class ChaosRun implements AutoCloseable {

    private static final Duration RESULT_TIMEOUT = Duration.ofMinutes(2);
    private static final long DUPLICATES_MILLIS = 2_000;

    /**
     * What to do.
     *
     * @param home root directory of the project
     * @param model name of a model of the project
     * @param brokers number of brokers, at least 1
     * @param scenario failure to inject
     * @param guarantee delivery mode of the processor
     * @param events images to publish, at least 1
     * @param runs number of times the failure is injected, at random moments
     * @param ratePerSecond images published per second, above 0
     * @param seed seed of the images and of the moments
     */
    record Plan(
            Path home,
            String model,
            int brokers,
            Scenario scenario,
            Guarantee guarantee,
            int events,
            int runs,
            double ratePerSecond,
            long seed) {}

    private final Plan plan;
    private final TestEnvironment environment;
    private final SlowImageHost host;
    private final Ledger ledger;
    private final NumberedImages images;
    private final List<Double> recoverySeconds = new ArrayList<>();
    private final UnusualImages unusual;
    private final BrokerFailures brokers;
    private final ProcessorFailures processors;
    private int failures;
    private int modelVersion;
    private int unusualPublished;

    ChaosRun(Plan plan) throws Exception {
        this.plan = plan;
        EmbeddedCluster cluster = plan.scenario.startBrokers(plan.brokers);
        environment = new TestEnvironment(
                plan.home, List.of(plan.home.resolve("models").resolve(plan.model)), TopicPlan.DEFAULT, cluster);
        // The publisher and the subscriber are not affected by network partitions.
        String bootstrap = cluster.internalBootstrap();
        ledger = Ledger.open(bootstrap, plan.scenario.pauseAfterPoll());
        host = new SlowImageHost();
        String slowAddress = "http://" + host.authority() + "/";
        int firstSlow = plan.events - plan.scenario.slowImages();
        IntFunction<byte[]> content = NumberedImages.mixed(plan.seed);
        images = new NumberedImages(
                bootstrap,
                0,
                plan.events,
                plan.ratePerSecond,
                content,
                number -> number >= firstSlow && NumberedImages.isImage(number) ? slowAddress + number : null);
        unusual = new UnusualImages(bootstrap, content.apply(1));
        plan.scenario.prepare(unusual);
        brokers = new BrokerFailures(cluster, new SplittableRandom(plan.seed), this::measureRecovery);
        processors = new ProcessorFailures(environment, settings(), plan.scenario.instances(), this::measureRecovery);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(plan.scenario.settings());
        settings.put("pawstream.model", plan.model);
        settings.put("kafka-streams.processing.guarantee", plan.guarantee.toString());
        settings.put("pawstream.references.hosts", host.authority());
        settings.put("pawstream.references.allow-private-addresses", "true");
        return settings;
    }

    /** Publishes all images, injects the failures while they stream, and waits for the results. */
    ChaosResult run() throws Exception {
        images.start();
        for (int position : positions(plan)) {
            while (images.published() < position && !images.isDone()) {
                Thread.sleep(5);
            }
            if (images.isDone()) {
                break;
            }
            plan.scenario.inject(this);
            failures++;
        }
        int published = images.awaitEnd() + unusualPublished;
        ledger.awaitResults(published, RESULT_TIMEOUT);
        // Duplicates, if any, follow shortly after the last result.
        Thread.sleep(DUPLICATES_MILLIS);
        return new ChaosResult(plan.scenario, failures, ledger.counts(published), recoverySeconds);
    }

    /** {@return the numbers of published images at which a failure is injected: random, sorted, between 5% and 90%} */
    static int[] positions(Plan plan) {
        return new SplittableRandom(plan.seed)
                .ints(plan.runs, plan.events / 20, plan.events * 9 / 10)
                .sorted()
                .toArray();
    }

    /** {@return the number of failures so far} */
    int failures() {
        return failures;
    }

    BrokerFailures brokers() {
        return brokers;
    }

    ProcessorFailures processors() {
        return processors;
    }

    /** Moves a directory with a new version of the model into place, as a deployment does. */
    void replaceModel() throws IOException, InterruptedException {
        Path live = environment.models().resolve(plan.model);
        Path next = environment.directory().resolve("next");
        Path old = environment.directory().resolve("old-" + modelVersion);
        TestEnvironment.copyModel(live, next);
        String version = String.format(Locale.ROOT, "2099%04d.000000", ++modelVersion);
        String card = Files.readString(next.resolve("model.json"));
        Files.writeString(
                next.resolve("model.json"),
                card.replaceFirst("\"version\"\\s*:\\s*\"[^\"]*\"", "\"version\" : \"" + version + "\""));
        Instant now = Instant.now();
        Files.move(live, old);
        Files.move(next, live, StandardCopyOption.ATOMIC_MOVE);
        measureRecovery(now, Instant.now());
    }

    /** Publishes an image that must be rejected. Its number follows those of all others. */
    void publishUnusual(UnusualImages.Publication publication) throws Exception {
        Instant now = Instant.now();
        publication.publish(unusual, plan.events + unusualPublished);
        unusualPublished++;
        measureRecovery(now, Instant.now());
    }

    /** See {@link Recovery#measure}. */
    private void measureRecovery(Instant failure, Instant end) throws InterruptedException, IOException {
        IntSupplier expected = () -> images.isDone() ? images.published() + unusualPublished : Integer.MAX_VALUE;
        if (!ledger.awaitPredictionsMadeAfter(end, expected, RESULT_TIMEOUT)) {
            throw new IOException("a partition has no prediction within " + RESULT_TIMEOUT.toSeconds()
                    + " s after the failure \"" + plan.scenario.description()
                    + "\"; last log lines of the processor:\n" + processors.logEnd());
        }
        // All images may have received their results before the failure.
        ledger.longestPauseSince(failure).ifPresent(pause -> recoverySeconds.add(pause.toMillis() / 1e3));
    }

    @Override
    public void close() throws IOException {
        images.close();
        ledger.close();
        processors.close();
        host.close();
        environment.close();
    }
}
