package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Image events as Kafka records: CloudEvents 1.0, Kafka protocol binding.
 *
 * <p>Written in binary mode: the record value is the encoded image. Read in binary mode, in structured mode
 * ({@code application/cloudevents+json}), and from a plain record without CloudEvents headers.
 */
public final class ImageEventCodec {

    private static final String ATTRIBUTE_PREFIX = "ce_";
    private static final List<String> REQUIRED = List.of("ce_specversion", "ce_id", "ce_source", "ce_type");
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";
    private static final JsonFormat JSON = new JsonFormat();

    /** Longest attribute in characters: a prediction carries several of them, and has to fit its topic. */
    private static final int MAX_ATTRIBUTE = 1_024;

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
        RecordAddress address = new RecordAddress(record.topic(), record.partition(), record.offset());
        return read(address, record.headers(), record.value());
    }

    /** The event in a record that lies, or once lay, at an address. */
    public static ImageEvent read(RecordAddress address, Headers headers, byte[] value) throws MalformedEventException {
        String contentType = text(headers.lastHeader(CONTENT_TYPE));
        try {
            if (contentType != null && mediaType(contentType).startsWith(STRUCTURED)) {
                return event(structured(mediaType(contentType), value), null);
            }
            for (Header header : headers) {
                if (header.key().startsWith(ATTRIBUTE_PREFIX)) {
                    return event(binary(headers, value), contentType);
                }
            }
            return plain(address, contentType, value);
        } catch (RuntimeException e) {
            // The SDK has no one exception for a message that breaks the specification.
            throw new MalformedEventException("not a valid CloudEvent: " + problem(e), e);
        }
    }

    /**
     * Reads what the headers of a record say about its image. Unlike {@link #fromRecord} it accepts malformed events.
     *
     * @param address where the record is, or where it was first published
     * @param headers the record's headers; {@code ce_} headers may be missing or have no value
     * @return the identity; id and source are those of a plain record where the headers have none
     */
    public static ImageIdentity identity(RecordAddress address, Headers headers) {
        return new ImageIdentity(
                Objects.requireNonNullElse(text(headers.lastHeader("ce_id")), plainId(address)),
                Objects.requireNonNullElse(text(headers.lastHeader("ce_source")), plainSource(address)),
                text(headers.lastHeader("ce_subject")),
                text(headers.lastHeader("ce_traceparent")));
    }

    /** Lower case and without parameters: media types have no case, and the SDK knows none but lower case. */
    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static CloudEvent structured(String mediaType, byte[] value) {
        if (!mediaType.equals(JsonFormat.CONTENT_TYPE)) {
            throw new IllegalArgumentException(
                    "the format " + mediaType + " is not read; structured events must be " + JsonFormat.CONTENT_TYPE);
        }
        if (value == null || value.length == 0) {
            throw new IllegalArgumentException("a structured event that has no value");
        }
        CloudEvent event = JSON.deserialize(value);
        if (event == null) {
            throw new IllegalArgumentException("a structured event must be a JSON object");
        }
        return event;
    }

    private static CloudEvent binary(Headers headers, byte[] value) {
        for (Header header : headers) {
            if (header.key().startsWith(ATTRIBUTE_PREFIX) && header.value() == null) {
                throw new IllegalArgumentException("the header " + header.key() + " has no value");
            }
        }
        for (String name : REQUIRED) {
            if (headers.lastHeader(name) == null) {
                throw new IllegalArgumentException("there is no header " + name);
            }
        }
        return KafkaMessageFactory.createReader(headers, value).toEvent();
    }

    /** What the innermost exception says, without the class names and positions that Jackson adds. */
    private static String problem(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root instanceof JsonProcessingException json ? json.getOriginalMessage() : root.getMessage();
        return message == null ? root.toString() : message;
    }

    private static ImageEvent event(CloudEvent event, String contentType) {
        CloudEventData data = event.getData();
        return new ImageEvent(
                bounded("id", event.getId()),
                bounded("source", event.getSource().toString()),
                bounded("subject", event.getSubject()),
                event.getTime(),
                event.getDataContentType() == null ? contentType : event.getDataContentType(),
                extension(event, "model"),
                extension(event, "dataref"),
                extension(event, "traceparent"),
                data == null ? new byte[0] : data.toBytes());
    }

    private static ImageEvent plain(RecordAddress address, String contentType, byte[] value) {
        return new ImageEvent(
                plainId(address),
                plainSource(address),
                null,
                null,
                contentType,
                null,
                null,
                null,
                value == null ? new byte[0] : value);
    }

    /** Id of an image that came without one: where it lies. */
    private static String plainId(RecordAddress address) {
        return address.topic() + "-" + address.partition() + "-" + address.offset();
    }

    /** Source of an image that came without one. */
    private static String plainSource(RecordAddress address) {
        return "kafka:" + address.topic();
    }

    private static String extension(CloudEvent event, String name) {
        Object value = event.getExtension(name);
        return value == null ? null : bounded(name, value.toString());
    }

    private static String bounded(String name, String value) {
        if (value != null && value.length() > MAX_ATTRIBUTE) {
            throw new IllegalArgumentException("the attribute " + name + " has " + value.length()
                    + " characters; at most " + MAX_ATTRIBUTE + " are allowed");
        }
        return value;
    }

    static String text(Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
