package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that are deleted before they are read, with a real broker and the real topology in this process. */
@Tag("slow")
class LostRecordsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final TopicPartition PARTITION = new TopicPartition(TopicNames.DEFAULT.images(), 0);

    @Test
    void recordsThatAreDeletedBeforeTheyAreReadAreCountedOncePerGap() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            try (Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
                topics.create(TopicPlan.DEFAULT);
            }
            Map<String, Object> config =
                    Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap(), "transactional.id", "camera");
            try (KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
                    Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                producer.initTransactions();
                try (StreamInProcess stream = new StreamInProcess(broker.bootstrap(), name -> {})) {
                    // Each transaction leaves a gap of one offset.
                    for (int i = 0; i < 5; i++) {
                        publish(producer, 1);
                        int expected = i + 1;
                        await(() -> stream.rejected() == expected);
                    }
                    assertThat(stream.lost()).isZero();
                }
                // While no instance runs: offsets 10 to 29, then 30 for the marker.
                publish(producer, 20);
                delete(admin, 30);
                publish(producer, 3);
                try (StreamInProcess stream = new StreamInProcess(broker.bootstrap(), name -> {})) {
                    await(() -> stream.rejected() == 3);
                    assertThat(stream.lost()).isEqualTo(20);
                }
            }
        }
    }

    /** Publishes empty records, which are rejected at once. */
    private static void publish(KafkaProducer<byte[], byte[]> producer, int records) {
        producer.beginTransaction();
        for (int i = 0; i < records; i++) {
            var unused =
                    producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), null, new byte[0]));
        }
        producer.commitTransaction();
    }

    private static void delete(Admin admin, long before) throws Exception {
        admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
