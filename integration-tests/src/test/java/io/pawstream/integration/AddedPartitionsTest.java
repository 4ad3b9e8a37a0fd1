package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.TopicNames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The topic of images gets more partitions while the processor runs. */
@Tag("slow")
class AddedPartitionsTest {

    private static final int BEFORE = 4;
    private static final int AFTER = 10;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** So that the test does not wait for half a minute. */
    private static final Map<String, String> SETTINGS = Map.of("kafka-streams.metadata.max.age.ms", "1000");

    @Test
    void newPartitionsAreReadFromTheirFirstRecord() throws Exception {
        try (Pipeline pipeline = Pipeline.start(SETTINGS)) {
            pipeline.publish(images(BEFORE));
            assertThat(partitions(pipeline.awaitOutputs(BEFORE, TIMEOUT))).containsExactly(0, 1, 2, 3);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrap()))) {
                admin.createPartitions(Map.of(TopicNames.DEFAULT.images(), NewPartitions.increaseTo(AFTER)))
                        .all()
                        .get();
            }
            pipeline.publish(images(AFTER));
            assertThat(partitions(pipeline.awaitOutputs(BEFORE + AFTER, TIMEOUT)))
                    .containsExactlyElementsOf(IntStream.concat(IntStream.range(0, BEFORE), IntStream.range(0, AFTER))
                            .sorted()
                            .boxed()
                            .toList());
            assertThat(pipeline.processor().isReady()).isTrue();
        }
    }

    /** One image for each partition. */
    private static List<ProducerRecord<byte[], byte[]>> images(int partitions) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            ProducerRecord<byte[], byte[]> record = TestImages.record("partition-" + partition, TestImages.png());
            records.add(
                    new ProducerRecord<>(record.topic(), partition, record.key(), record.value(), record.headers()));
        }
        return records;
    }

    private static List<Integer> partitions(Outputs outputs) {
        return outputs.predictions().stream()
                .map(prediction -> prediction.input().partition())
                .sorted()
                .toList();
    }
}
