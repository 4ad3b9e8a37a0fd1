package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class EmbeddedBrokerTest {

    private static final int EVENTS = 40;
    private static final int FIRST = 100;

    private static List<ConsumerRecord<byte[], byte[]>> read(String bootstrap, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                CommittedResults.consumer(bootstrap, Map.of(), List.of(TopicNames.DEFAULT.images()))) {
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static Path dataDirectory(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var directories =
                    admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1);
            assertThat(directories).hasSize(1);
            return Path.of(directories.keySet().iterator().next());
        }
    }

    @Test
    void numberedImagesSurviveARestartInTheOrderOfTheirKeys() throws Exception {
        Path data;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            data = dataDirectory(broker.internalBootstrap());
            assertThat(data).isDirectory();
            try (Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
                topics.create(TopicPlan.DEFAULT);
            }
            String address = broker.bootstrap();
            try (NumberedImages images =
                    new NumberedImages(address, FIRST, EVENTS, 1e9, number -> ("image " + number).getBytes(UTF_8))) {
                images.start();
                assertThat(images.awaitEnd()).isEqualTo(EVENTS);
                assertThat(images.published()).isEqualTo(EVENTS);
                assertThat(images.isDone()).isTrue();
            }
            broker.stop();
            broker.startAgain();
            assertThat(broker.bootstrap()).isEqualTo(address);
            assertThat(read(broker.internalBootstrap(), EVENTS)).hasSize(EVENTS);

            Map<String, Integer> lastNumbers = new HashMap<>();
            List<Integer> numbers = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : read(address, EVENTS)) {
                ImageEvent event = ImageEventCodec.fromRecord(record);
                int number = NumberedImages.number(event.id());
                numbers.add(number);
                assertThat(event.data()).asString(UTF_8).isEqualTo("image " + number);
                Integer previous = lastNumbers.put(new String(record.key(), UTF_8), number);
                assertThat(previous == null || previous < number).isTrue();
            }
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(FIRST, FIRST + EVENTS).boxed().toList());
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void aBrokerThatDoesNotStartIsAnError() {
        assertThatThrownBy(() -> EmbeddedBroker.start(Map.of("listeners", "nonsense")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot start the Kafka broker: ");
    }
}
