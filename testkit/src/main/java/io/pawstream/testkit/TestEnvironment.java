package io.pawstream.testkit;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A broker with the topics, and a model repository of its own; processors are started on it. */
public final class TestEnvironment implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 512;

    private final Path home;
    private final Path folder;
    private final EmbeddedBroker broker;

    /**
     * Starts the broker.
     *
     * @param home folder of the project
     * @param models names of the models, which are copied
     * @throws IOException if a model is not there, or the broker does not start
     * @throws BrokerException if the topics cannot be made
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
     * Starts the broker, with other topics.
     *
     * @param models folders of the models, which are copied
     * @param topics topics to make
     */
    public TestEnvironment(Path home, List<Path> models, TopicPlan topics) throws IOException, BrokerException {
        this.home = home;
        folder = Files.createTempDirectory("pawstream-stage-");
        for (Path model : models) {
            copyModel(model, models().resolve(model.getFileName()));
        }
        broker = EmbeddedBroker.start();
        try (Topics made = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
            made.create(topics);
        }
    }

    /** Copies a model's folder. */
    public static void copyModel(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : List.of("model.onnx", "model.json")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }

    /** A folder that is deleted at the end. */
    public Path folder() {
        return folder;
    }

    /** The model repository. */
    public Path models() {
        return folder.resolve("models");
    }

    /** The broker. */
    public EmbeddedBroker broker() {
        return broker;
    }

    /**
     * Starts a processor; it is not ready yet.
     *
     * @param instance its name
     * @param settings settings of the service
     * @param jvmOptions options of the JVM
     */
    public ProcessorProcess start(String instance, Map<String, String> settings, List<String> jvmOptions)
            throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("pawstream.models.directory", models().toString());
        all.put("pawstream.instance", instance);
        return ProcessorProcess.start(new ProcessorProcess.Spec(
                home,
                broker.bootstrap(),
                EmbeddedBroker.freePort(),
                HEAP_MEGABYTES,
                jvmOptions,
                all,
                folder.resolve("processor-" + instance + ".log")));
    }

    @Override
    public void close() throws IOException {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
