package io.pawstream.integration;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.CommittedResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Committed output records of the processor.
 *
 * @param predictions all predictions
 * @param rejections all rejections
 * @param records the records of both
 */
record Outputs(
        List<PredictionEvent> predictions, List<Rejection> rejections, List<ConsumerRecord<byte[], byte[]>> records) {

    /** Time to continue reading after the expected number of records, so that duplicates are found. */
    private static final Duration DUPLICATES_TIMEOUT = Duration.ofSeconds(2);

    /** Reads predictions and rejections until there is an expected number of records, then to the end of the topics. */
    static Outputs await(String bootstrap, int expected, Duration timeout) {
        return await(
                bootstrap, List.of(TopicNames.DEFAULT.predictions(), TopicNames.DEFAULT.rejected()), expected, timeout);
    }

    /** Reads other topics. The name of a topic with rejections must end in "rejected". */
    static Outputs await(String bootstrap, List<String> topics, int expected, Duration timeout) {
        Outputs outputs = new Outputs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedResults.consumer(bootstrap, Map.of(), topics)) {
            Set<TopicPartition> partitions = consumer.assignment();
            outputs.read(consumer, expected, timeout);
            consumer.poll(DUPLICATES_TIMEOUT).forEach(outputs::add);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(outputs::add);
            }
        }
        return outputs;
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, int expected, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (records.size() < expected && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(200)).forEach(this::add);
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            records.add(record);
            if (record.topic().endsWith("rejected")) {
                rejections.add(Rejection.fromRecord(record));
            } else {
                predictions.add(PredictionEventCodec.fromRecord(record));
            }
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads predictions of the shadow model until there is an expected number, or the timeout expires. */
    static List<PredictionEvent> shadows(String bootstrap, int expected, Duration timeout) {
        Outputs outputs = new Outputs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (KafkaConsumer<byte[], byte[]> consumer =
                CommittedResults.consumer(bootstrap, Map.of(), List.of(TopicNames.DEFAULT.shadow()))) {
            outputs.read(consumer, expected, timeout);
        }
        return outputs.predictions;
    }

    /** The outputs that are not in earlier ones of the same topics. */
    Outputs without(Outputs earlier) {
        Set<RecordAddress> known =
                earlier.records.stream().map(Outputs::address).collect(Collectors.toSet());
        Outputs rest = new Outputs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        records.stream().filter(record -> !known.contains(address(record))).forEach(rest::add);
        return rest;
    }

    private static RecordAddress address(ConsumerRecord<byte[], byte[]> record) {
        return new RecordAddress(record.topic(), record.partition(), record.offset());
    }

    /** Id of the only image whose event had none. */
    String plainId() {
        return predictions.stream()
                .map(PredictionEvent::imageId)
                .filter(id -> id.startsWith(TopicNames.DEFAULT.images() + "-0-"))
                .findFirst()
                .orElse("none");
    }

    /** Rejections by reason. */
    Map<RejectionReason, Long> reasons() {
        return rejections.stream().collect(Collectors.groupingBy(Rejection::reason, Collectors.counting()));
    }

    /** Ids of all images with a result, once per result. */
    List<String> imageIds() {
        List<String> ids = new ArrayList<>();
        predictions.forEach(prediction -> ids.add(prediction.imageId()));
        rejections.forEach(rejection -> ids.add(rejection.imageId()));
        return ids;
    }

    /** Offsets of the image records of all results, once per result. */
    List<Long> inputOffsets() {
        List<Long> offsets = new ArrayList<>();
        predictions.forEach(prediction -> offsets.add(prediction.input().offset()));
        rejections.forEach(rejection -> offsets.add(rejection.input().offset()));
        return offsets;
    }
}
