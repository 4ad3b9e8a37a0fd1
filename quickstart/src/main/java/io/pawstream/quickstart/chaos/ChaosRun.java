package io.pawstream.quickstart.chaos;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedCluster;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/** Runs one scenario with its own brokers and processor, and counts the results. */
final class ChaosRun implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration RESULT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration BROKER_PAUSE = Duration.ofSeconds(3);
    private static final Duration PARTITION_TIME = Duration.ofSeconds(15);
    private static final Duration ZOMBIE_PAUSE = Duration.ofSeconds(30);
    private static final long DUPLICATES_MILLIS = 2_000;

    /** Exit code after SIGTERM. */
    private static final int TERMINATED = 143;

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
    private final EmbeddedCluster cluster;
    private final TestEnvironment environment;
    private final SplittableRandom random;
    private final SlowImageHost host;
    private final Ledger ledger;
    private final NumberedImages images;
    private final List<Double> recoverySeconds = new ArrayList<>();
    private final UnusualImages unusual;
    private final List<ProcessorProcess> others = new ArrayList<>();
    private ProcessorProcess processor;
    private int modelVersion;
    private int unusualPublished;

    ChaosRun(Plan plan) throws Exception {
        this.plan = plan;
        random = new SplittableRandom(plan.seed);
        cluster = EmbeddedCluster.start(plan.brokers);
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
        processor = startProcessor("a");
        processor.awaitReady(READY_TIMEOUT, () -> false);
        for (int i = 2; i <= plan.scenario.instances(); i++) {
            ProcessorProcess other = startProcessor("instance-" + i);
            others.add(other);
            other.awaitReady(READY_TIMEOUT, () -> false);
        }
    }

    private ProcessorProcess startProcessor(String instance) throws IOException {
        Map<String, String> settings = new HashMap<>(plan.scenario.settings());
        settings.put("pawstream.model", plan.model);
        settings.put("kafka-streams.processing.guarantee", plan.guarantee.toString());
        settings.put("pawstream.references.hosts", host.authority());
        settings.put("pawstream.references.allow-private-addresses", "true");
        return environment.start(instance, settings, List.of());
    }

    /** Publishes all images, injects the failures while they stream, and waits for the results. */
    ChaosResult run() throws Exception {
        images.start();
        int runs = 0;
        for (int position : positions(plan)) {
            while (images.published() < position && !images.isDone()) {
                Thread.sleep(5);
            }
            if (images.isDone()) {
                break;
            }
            plan.scenario.inject(this);
            runs++;
        }
        int published = images.awaitEnd() + unusualPublished;
        ledger.awaitResults(published, RESULT_TIMEOUT);
        // Duplicates, if any, follow shortly after the last result.
        Thread.sleep(DUPLICATES_MILLIS);
        return new ChaosResult(plan.scenario, runs, ledger.counts(published), recoverySeconds);
    }

    /** {@return the numbers of published images at which a failure is injected: random, sorted, between 5% and 90%} */
    static int[] positions(Plan plan) {
        return new SplittableRandom(plan.seed)
                .ints(plan.runs, plan.events / 20, plan.events * 9 / 10)
                .sorted()
                .toArray();
    }

    void killAndRestartProcessor() throws IOException, InterruptedException {
        processor.kill();
        Instant killed = Instant.now();
        processor = startProcessor("a");
        measureRecovery(killed, killed);
    }

    EmbeddedCluster cluster() {
        return cluster;
    }

    int anyBroker() {
        return cluster.brokers().get(random.nextInt(cluster.brokers().size()));
    }

    /** Restarts each broker, one after the other. */
    void restartBrokers() throws InterruptedException, IOException {
        for (int broker : cluster.brokers()) {
            Instant stopping = Instant.now();
            cluster.stop(broker);
            startBrokerAfterPause(broker, stopping);
        }
    }

    void killAndRestartBroker(int broker) throws InterruptedException, IOException {
        Instant killed = Instant.now();
        cluster.kill(broker);
        startBrokerAfterPause(broker, killed);
    }

    /** Cuts the connections between the processors and a broker, which serves other clients and brokers meanwhile. */
    void cutProcessorFromBroker() throws InterruptedException, IOException {
        Instant cut = Instant.now();
        cluster.cutFromClients(anyBroker());
        reconnectAfterPause(cut);
    }

    /** Cuts the connections between a broker and the other two, so that others become the leaders of its partitions. */
    void cutBrokerFromBrokers() throws InterruptedException, IOException {
        Instant cut = Instant.now();
        cluster.cutFromBrokers(anyBroker());
        reconnectAfterPause(cut);
    }

    private void reconnectAfterPause(Instant cut) throws InterruptedException, IOException {
        Thread.sleep(PARTITION_TIME.toMillis());
        cluster.reconnect();
        measureRecovery(cut, Instant.now());
    }

    private void startBrokerAfterPause(int broker, Instant failure) throws InterruptedException, IOException {
        Thread.sleep(BROKER_PAUSE.toMillis());
        cluster.startAgain(broker);
        measureRecovery(failure, Instant.now());
    }

    void addAndRemoveInstance() throws IOException, InterruptedException {
        Instant joining = Instant.now();
        Instant leaving;
        try (ProcessorProcess second = startProcessor("b")) {
            second.awaitReady(READY_TIMEOUT, () -> false);
            Thread.sleep(2_000);
            measureRecovery(joining, Instant.now());
            leaving = Instant.now();
        }
        measureRecovery(leaving, Instant.now());
    }

    /**
     * Pauses the processor for longer than its session lasts, while another instance takes over its partitions. When it
     * continues, it still has the images and the transactions of these partitions, none of which it may commit.
     */
    void pauseAndResumeProcessor() throws IOException, InterruptedException {
        Instant paused = Instant.now();
        processor.pause();
        Thread.sleep(ZOMBIE_PAUSE.toMillis());
        processor.resume();
        measureRecovery(paused, Instant.now());
        processor.awaitReady(READY_TIMEOUT, () -> false);
    }

    /** Starts a service with the same application id and another images topic, which must not become ready. */
    void startClashingService() throws IOException, BrokerException, InterruptedException {
        TopicNames names = TopicNames.DEFAULT;
        TopicNames other = new TopicNames(
                "images.other",
                names.predictions(),
                names.rejected(),
                names.modelSelection(),
                names.shadow(),
                names.instances());
        try (Topics topics = Topics.at(KafkaAccess.to(cluster.bootstrap()))) {
            topics.create(new TopicPlan(other, 4, -1, TopicNames.DEFAULT_MAX_IMAGE_BYTES));
        }
        Instant start = Instant.now();
        ProcessorProcess newcomer = environment.start(
                "other", Map.of("pawstream.model", plan.model, "pawstream.topics.images", other.images()), List.of());
        try (newcomer) {
            awaitClash(newcomer);
        }
        if (newcomer.exitCode() != TERMINATED) {
            throw new IOException("the second service did not stop in time; its last log lines:\n" + newcomer.logEnd());
        }
        measureRecovery(start, Instant.now());
    }

    private static void awaitClash(ProcessorProcess newcomer) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!newcomer.logEnd().contains("is used by a service with other topics")) {
            if (newcomer.isReady() || !newcomer.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(
                        "the second service does not report the clash; its last log lines:\n" + newcomer.logEnd());
            }
            Thread.sleep(100);
        }
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

    /**
     * Waits until all partitions have predictions again, and adds the longest time that one of them had none.
     *
     * @param failure start of the failure
     * @param end end of the failure, after which predictions are made again
     */
    private void measureRecovery(Instant failure, Instant end) throws InterruptedException, IOException {
        IntSupplier expected = () -> images.isDone() ? images.published() + unusualPublished : Integer.MAX_VALUE;
        if (!ledger.awaitPredictionsMadeAfter(end, expected, RESULT_TIMEOUT)) {
            throw new IOException("a partition has no prediction within " + RESULT_TIMEOUT.toSeconds()
                    + " s after the failure \"" + plan.scenario.description()
                    + "\"; last log lines of the processor:\n" + processor.logEnd());
        }
        // All images may have received their results before the failure.
        ledger.longestPauseSince(failure).ifPresent(pause -> recoverySeconds.add(pause.toMillis() / 1e3));
    }

    @Override
    public void close() throws IOException {
        images.close();
        ledger.close();
        others.forEach(ProcessorProcess::close);
        processor.close();
        host.close();
        environment.close();
    }
}
