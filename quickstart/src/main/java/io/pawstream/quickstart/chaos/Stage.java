package io.pawstream.quickstart.chaos;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.quickstart.EmbeddedBroker;
import io.pawstream.quickstart.ProcessorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A broker with the topics, and a model repository of its own; processors are started on it. */
final class Stage implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 512;

    private final Path home;
    private final Path folder;
    private final EmbeddedBroker broker;

    /**
     * Starts the broker.
     *
     * @param home folder of the project
     * @param models names of the models, which are copied
     */
    Stage(Path home, List<String> models) throws IOException, BrokerException {
        this.home = home;
        folder = Files.createTempDirectory("pawstream-chaos-");
        for (String model : models) {
            copyModel(home.resolve("models").resolve(model), models().resolve(model));
        }
        broker = EmbeddedBroker.start();
        try (Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
            topics.create(TopicPlan.DEFAULT);
        }
    }

    static void copyModel(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : List.of("model.onnx", "model.json")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }

    /** A folder that is deleted at the end. */
    Path folder() {
        return folder;
    }

    /** The model repository. */
    Path models() {
        return folder.resolve("models");
    }

    EmbeddedBroker broker() {
        return broker;
    }

    /** Starts a processor; it is not ready yet. */
    ProcessorProcess start(String instance, Map<String, String> settings, List<String> jvmOptions) throws IOException {
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
