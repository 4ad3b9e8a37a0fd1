package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.TopicNames;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.apache.kafka.tools.consumer.ConsoleConsumerOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service reads events of other producers, and other consumers read its predictions. */
@Tag("slow")
class InteroperabilityTest {

    private static final String IMAGES = TopicNames.DEFAULT.images();

    @Test
    void acceptsCloudEventsOfTheSdkAndAPlainJpegAndKafkasConsoleConsumerReadsThePredictions() throws Exception {
        byte[] jpeg = TestImages.jpeg();
        ProducerRecord<byte[], byte[]> binary =
                KafkaMessageFactory.createWriter(IMAGES, "key".getBytes(UTF_8)).writeBinary(cloudEvent("binary", jpeg));
        EventFormat json = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE);
        ProducerRecord<byte[], byte[]> structured = KafkaMessageFactory.createWriter(IMAGES, (byte[]) null)
                .writeStructured(cloudEvent("structured", jpeg), json);
        ProducerRecord<byte[], byte[]> plain = new ProducerRecord<>(IMAGES, 0, null, jpeg);

        try (Pipeline pipeline = Pipeline.start(Map.of())) {
            Outputs outputs = pipeline.publishAndAwait(List.of(binary, structured, plain), Duration.ofMinutes(1));
            assertThat(outputs.rejections()).isEmpty();
            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyInAnyOrder("binary", "structured", outputs.plainId());
            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::probability)
                    .as("probability of the same image in three encodings")
                    .containsOnly(outputs.predictions().get(0).probability());

            List<String> lines = consoleConsumer(pipeline.bootstrap(), 3);
            assertThat(lines).hasSize(3).allSatisfy(line -> {
                JsonNode prediction = new ObjectMapper().readTree(line);
                assertThat(prediction.get("label").asText()).isIn("cat", "dog");
            });
        }
    }

    private static CloudEvent cloudEvent(String id, byte[] jpeg) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("https://example.com/camera"))
                .withType("com.example.photo")
                .withData("image/jpeg", jpeg)
                .build();
    }

    /** Lines that {@code kafka-console-consumer.sh} prints. */
    private static List<String> consoleConsumer(String bootstrap, int messages) throws Exception {
        String[] arguments = {
            "--bootstrap-server",
            bootstrap,
            "--topic",
            TopicNames.DEFAULT.predictions(),
            "--from-beginning",
            "--isolation-level",
            "read_committed",
            "--max-messages",
            Integer.toString(messages),
            "--timeout-ms",
            "30000"
        };
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            ConsoleConsumer.run(new ConsoleConsumerOptions(arguments));
        } finally {
            System.setOut(console);
        }
        return printed.toString(UTF_8).lines().toList();
    }
}
