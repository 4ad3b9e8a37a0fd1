package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.ProcessorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that creates missing topics with defaults that are not suitable. */
@Tag("slow")
class TopicChecksTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void theProcessorCreatesNoTopicsAndTheCommandsNameWhatIsNotSuitable() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Map.of("auto.create.topics.enable", "true"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            Path log = directory.resolve("processor.log");
            Map<String, String> settings = Map.of(
                    "pawstream.models.directory",
                    Pipeline.HOME.resolve("models").toString(),
                    "pawstream.model",
                    "model1");
            try (ProcessorProcess processor = ProcessorProcess.start(new ProcessorSpec(
                    Pipeline.HOME, broker.bootstrap(), EmbeddedBroker.freePort(), 512, settings, log))) {
                long deadline = System.nanoTime() + TIMEOUT.toNanos();
                while (!processor.logEnd().contains("not ready: missing topics: images, images.rejected, instances,")) {
                    assertThat(processor.isAlive()).as(processor.logEnd()).isTrue();
                    assertThat(System.nanoTime()).as(processor.logEnd()).isLessThan(deadline);
                    Thread.sleep(100);
                }
                assertThat(processor.logEnd())
                        .contains("to create them, run: ./pawstream topics create --bootstrap " + broker.bootstrap());
                assertThat(processor.isReady()).isFalse();
                assertThat(admin.listTopics().names().get()).isEmpty();

                admin.createTopics(List.of(new NewTopic(TopicNames.DEFAULT.modelSelection(), 3, (short) 1)))
                        .all()
                        .get();
                assertThat(CommandProcess.start("topics", "create", "--bootstrap", broker.bootstrap())
                                .awaitExit(1))
                        .contains("topic model-selection has 3 partitions; it must have 1")
                        .contains("topic model-selection has cleanup.policy=delete; it must be compact");
                assertThat(CommandProcess.start("topics", "describe", "--bootstrap", broker.bootstrap())
                                .awaitExit(1))
                        .contains("topic model-selection has 3 partitions; it must have 1");

                processor.awaitReady(TIMEOUT, () -> false);
                assertThat(Files.readString(log)).contains("topic model-selection has 3 partitions; it must have 1");
                processor.select("{\"model\":\"model3\"}");
                while (!processor.get("/selection").body().contains("\"model\":\"model3\"")) {
                    assertThat(System.nanoTime()).as("selection").isLessThan(deadline);
                    Thread.sleep(100);
                }
            }
        }
    }
}
