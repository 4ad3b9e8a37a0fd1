package io.pawstream.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.TopicNames;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of predictions and rejections as the processor writes them. */
public final class ResultRecords {

    private ResultRecords() {}

    /** A prediction that was made at a time, in ISO 8601. */
    public static ConsumerRecord<byte[], byte[]> prediction(
            String imageId, String label, String key, long offset, String time) {
        String json = "{\"imageId\":\"" + imageId + "\",\"source\":\"test\",\"label\":\"" + label
                + "\",\"probability\":0.9,\"top\":[{\"label\":\"" + label
                + "\",\"probability\":0.9}],\"model\":{\"name\":\"m\","
                + "\"version\":\"1\",\"sha256\":\"0\"},\"selectionRevision\":1,"
                + "\"input\":{\"topic\":\"images\",\"partition\":0,\"offset\":0}}";
        return record(TopicNames.DEFAULT.predictions(), key, offset, json, Map.of("ce_time", time));
    }

    /** A rejection of an empty image. */
    public static ConsumerRecord<byte[], byte[]> rejection(String imageId, String key, long offset) {
        return record(
                TopicNames.DEFAULT.rejected(),
                key,
                offset,
                "",
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_type", "io.pawstream.image.v1",
                        "ce_id", imageId,
                        "ce_source", "test",
                        "rejection-reason", "empty",
                        "rejection-topic", "images",
                        "rejection-partition", "0",
                        "rejection-offset", "0"));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, String key, long offset, String value, Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(topic, 0, offset, key.getBytes(UTF_8), value.getBytes(UTF_8));
        headers.forEach((name, header) -> record.headers().add(name, header.getBytes(UTF_8)));
        return record;
    }
}
