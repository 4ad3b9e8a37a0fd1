package io.pawstream.testkit;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kafka brokers with Pawstream's topics and a private model repository for processors under test.
 *
 * <pre>{@code
 * try (TestEnvironment environment = new TestEnvironment(home, List.of("model1"));
 *         ProcessorProcess processor = environment.start("a", Map.of("pawstream.model", "model1"), List.of())) {
 *     processor.awaitReady(Duration.ofMinutes(1), () -> false);
 * }
 * }</pre>
 */
public final class TestEnvironment implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 512;

    private final Path home;
    private final Path directory;
    private final Brokers broker;
    private final Thread interrupted = new Thread(TestEnvironment::interrupted, "pawstream-interrupted");

    /**
     * Copies models of the project, starts the broker and creates the default topics.
     *
     * @param home root directory of the project
     * @param models names of models in the project's {@code models} directory
     * @throws IOException if a model is missing or the broker does not start
     * @throws BrokerException if the topics cannot be created
     */
    public TestEnvironment(Path home, List<String> models) throws IOException, BrokerException {
        this(
                home,
                models.stream()
                        .map(model -> home.resolve("models").resolve(model))
                        .toList(),
                TopicPlan.DEFAULT);
    }

    /**
     * Copies models, starts the broker and creates topics.
     *
     * @param home root directory of the project
     * @param models model directories to copy; the name of each is the model's name
     * @param topics topics to create
     * @throws IOException if a model is missing or the broker does not start
     * @throws BrokerException if the topics cannot be created
     */
    public TestEnvironment(Path home, List<Path> models, TopicPlan topics) throws IOException, BrokerException {
        this(home, models, topics, EmbeddedBroker.start());
    }

    /**
     * Copies models and creates topics.
     *
     * @param home root directory of the project
     * @param models model directories to copy; the name of each is the model's name
     * @param topics topics to create
     * @param broker running brokers, which this environment closes, even if it cannot be created
     * @throws IOException if a model is missing
     * @throws BrokerException if the topics cannot be created
     */
    public TestEnvironment(Path home, List<Path> models, TopicPlan topics, Brokers broker)
            throws IOException, BrokerException {
        this.home = home;
        this.broker = broker;
        try {
            directory = Leftovers.add(Files.createTempDirectory("pawstream-environment-"));
        } catch (IOException e) {
            broker.close();
            throw e;
        }
        try {
            for (Path model : models) {
                copyModel(model, models().resolve(model.getFileName()));
            }
        } catch (IOException | RuntimeException e) {
            broker.close();
            Optional<String> full = BrokerFailure.fullDisk(directory);
            Leftovers.delete(directory);
            if (full.isPresent()) {
                throw new IOException(full.get(), e);
            }
            throw e;
        }
        try (Topics created = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
            created.create(topics);
        } catch (BrokerException | RuntimeException e) {
            broker.close();
            Leftovers.delete(directory);
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(interrupted);
    }

    /** Ctrl-C: nothing closes this environment, so nothing but this process and its files must be left to end. */
    private static void interrupted() {
        BrokerFailure.ignore();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Leftovers.deleteAll();
    }

    /**
     * Copies the network and the card of a model.
     *
     * @param from model directory
     * @param to target directory; created if missing, must not contain a model yet
     * @throws IOException if a file is missing or cannot be copied
     */
    public static void copyModel(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : List.of("model.onnx", "model.json")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }

    /**
     * Returns the working directory of this environment.
     *
     * @return temporary directory, deleted by {@link #close}
     */
    public Path directory() {
        return directory;
    }

    /**
     * Returns the model repository of the processors.
     *
     * @return directory with one subdirectory per model
     */
    public Path models() {
        return directory.resolve("models");
    }

    /**
     * Returns the brokers.
     *
     * @return the brokers, which this environment closes
     */
    public Brokers broker() {
        return broker;
    }

    /**
     * Starts a processor with a heap of at most 512 MiB. It is not ready yet.
     *
     * @param instance name of the instance, unique among the running ones
     * @param settings settings of the service, for example {@code pawstream.model}
     * @param jvmOptions additional JVM options
     * @return the process; the caller closes it before this environment
     * @throws IOException if the processor is not built or cannot be started
     */
    public ProcessorProcess start(String instance, Map<String, String> settings, List<String> jvmOptions)
            throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("pawstream.models.directory", models().toString());
        all.put("pawstream.instance", instance);
        return ProcessorProcess.start(new ProcessorSpec(
                        home,
                        broker.bootstrap(),
                        EmbeddedBroker.freePort(),
                        HEAP_MEGABYTES,
                        all,
                        directory.resolve("processor-" + instance + ".log"))
                .withJvmOptions(jvmOptions));
    }

    /**
     * Stops the broker and deletes the working directory.
     *
     * @throws IOException if a file cannot be deleted
     */
    @Override
    public void close() throws IOException {
        removeHook();
        broker.close();
        Leftovers.delete(directory);
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down.
        }
    }
}
