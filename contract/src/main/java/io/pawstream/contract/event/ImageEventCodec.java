package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Image events as Kafka records: CloudEvents 1.0, Kafka protocol binding.
 *
 * <p>Written in binary mode: the record value is the encoded picture. Read in binary mode, in structured mode
 * ({@code application/cloudevents+json}), and from a plain record without CloudEvents headers.
 */
public final class ImageEventCodec {

    private static final String SPEC_VERSION = "ce_specversion";
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";

    private ImageEventCodec() {}

    /** The record that publishes an event; its key is the event's id. */
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, ImageEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(URI.create(event.source()))
                .withType(ImageEvent.TYPE)
                .withSubject(event.subject())
                .withTime(event.time())
                .withData(event.contentType(), event.data());
        if (event.model() != null) {
            builder.withExtension("model", event.model());
        }
        if (event.dataRef() != null) {
            builder.withExtension("dataref", event.dataRef());
        }
        if (event.traceparent() != null) {
            builder.withExtension("traceparent", event.traceparent());
        }
        return KafkaMessageFactory.createWriter(topic, event.id().getBytes(UTF_8))
                .writeBinary(builder.build());
    }

    /**
     * The event in a record. A plain record gets the id {@code topic-partition-offset} and the source
     * {@code kafka:topic}.
     *
     * @throws MalformedEventException if the record has CloudEvents headers but is not a valid CloudEvent
     */
    public static ImageEvent fromRecord(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException {
        Headers headers = record.headers();
        String contentType = text(headers.lastHeader(CONTENT_TYPE));
        boolean structured =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
        if (!structured && headers.lastHeader(SPEC_VERSION) == null) {
            return plain(record, contentType);
        }
        try {
            MessageReader reader = KafkaMessageFactory.createReader(headers, record.value());
            return event(reader.toEvent(), structured ? null : contentType);
        } catch (RuntimeException e) {
            // The SDK has no one exception for a message that breaks the specification.
            throw new MalformedEventException("not a valid CloudEvent: " + e.getMessage(), e);
        }
    }

    private static ImageEvent event(CloudEvent event, String contentType) {
        CloudEventData data = event.getData();
        return new ImageEvent(
                event.getId(),
                event.getSource().toString(),
                event.getSubject(),
                event.getTime(),
                event.getDataContentType() == null ? contentType : event.getDataContentType(),
                extension(event, "model"),
                extension(event, "dataref"),
                extension(event, "traceparent"),
                data == null ? new byte[0] : data.toBytes());
    }

    private static ImageEvent plain(ConsumerRecord<byte[], byte[]> record, String contentType) {
        return new ImageEvent(
                plainId(record.topic(), record.partition(), record.offset()),
                plainSource(record.topic()),
                null,
                null,
                contentType,
                null,
                null,
                null,
                record.value() == null ? new byte[0] : record.value());
    }

    /** Id of a picture that came without one: where it lies. */
    static String plainId(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }

    /** Source of a picture that came without one. */
    static String plainSource(String topic) {
        return "kafka:" + topic;
    }

    private static String extension(CloudEvent event, String name) {
        Object value = event.getExtension(name);
        return value == null ? null : value.toString();
    }

    static String text(Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
