package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Consumer records, all of them at {@link #ADDRESS}. */
final class TestRecords {

    static final RecordAddress ADDRESS = new RecordAddress("images", 2, 41);

    private TestRecords() {}

    /** A record with a value and headers, given as alternating names and texts. */
    static ConsumerRecord<byte[], byte[]> record(byte[] value, String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1] == null ? null : headers[i + 1].getBytes(UTF_8));
        }
        return record(null, value, all);
    }

    /** A record that a producer sent, as a consumer receives it. */
    static ConsumerRecord<byte[], byte[]> arrived(ProducerRecord<?, byte[]> sent) {
        byte[] key = sent.key() instanceof byte[] bytes ? bytes : null;
        return record(key, sent.value(), sent.headers());
    }

    static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                ADDRESS.topic(),
                ADDRESS.partition(),
                ADDRESS.offset(),
                0L,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** Headers by name, sorted; fails on a repeated header. */
    static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        for (Header header : headers) {
            String before = texts.put(header.key(), new String(header.value(), UTF_8));
            if (before != null) {
                throw new AssertionError("header " + header.key() + " is repeated");
            }
        }
        return texts;
    }
}
