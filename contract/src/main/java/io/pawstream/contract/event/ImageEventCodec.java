package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.net.URI;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Converts image events to and from Kafka records: CloudEvents 1.0, Kafka protocol binding.
 *
 * <p>Events are written in binary mode: the record's value is the encoded image. They are read in binary mode, in
 * structured mode ({@code application/cloudevents+json}), and from plain records without CloudEvents headers. Headers
 * with the prefix {@code ce-} of HTTP count if there is a {@code ce-specversion}. Extension attributes whose name
 * CloudEvents does not allow are ignored.
 *
 * <pre>{@code
 * producer.send(ImageEventCodec.toRecord("images", event));
 * ImageEvent received = ImageEventCodec.fromRecord(consumerRecord);
 * }</pre>
 */
public final class ImageEventCodec {

    private static final List<String> REQUIRED = List.of("ce_specversion", "ce_id", "ce_source", "ce_type");
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";
    private static final String BASE64_DATA = "data_base64";
    private static final String TIME = "time";
    private static final String EXPIRY_TIME = "expirytime";
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(JsonFormat.getCloudEventJacksonModule());

    /**
     * Maximum length of an attribute in characters. A prediction copies the attributes of its image, and must not
     * exceed the size limit of its topic.
     */
    private static final int MAX_ATTRIBUTE = 1_024;

    private ImageEventCodec() {}

    /**
     * Converts an event to a record.
     *
     * @param topic the images topic
     * @param event the event
     * @return a record in binary mode whose key is the event's id
     * @throws IllegalArgumentException if the source is not a URI reference
     */
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, ImageEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(URI.create(event.source()))
                .withType(ImageEvent.TYPE)
                .withSubject(event.subject())
                .withTime(event.time())
                .withData(event.contentType(), event.data());
        if (event.expiryTime() != null) {
            builder.withExtension(EXPIRY_TIME, event.expiryTime());
        }
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
     * Parses the event in a record. For a plain record, the id is {@code topic-partition-offset} and the source is
     * {@code kafka:topic}.
     *
     * @param record a record of the images topic
     * @return the event; its data may be empty
     * @throws MalformedEventException if the record has CloudEvents headers but is not a valid CloudEvent
     */
    public static ImageEvent fromRecord(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException {
        RecordAddress address = RecordAddress.of(record);
        return read(address, record.headers(), record.value());
    }

    /**
     * Parses the event in a record that may be the image record or its rejection.
     *
     * @param address position of the image record, from which a plain event derives its id and source
     * @param headers headers of the record
     * @param value value of the record; absent if it has none
     * @return the event; its data may be empty
     * @throws MalformedEventException if the record has CloudEvents headers but is not a valid CloudEvent
     */
    public static ImageEvent read(RecordAddress address, Headers headers, byte @Nullable [] value)
            throws MalformedEventException {
        String contentType = text(headers.lastHeader(CONTENT_TYPE));
        try {
            if (contentType != null && mediaType(contentType).startsWith(STRUCTURED)) {
                return event(structured(mediaType(contentType), value), null);
            }
            Headers normalized = EventHeaders.normalized(headers);
            for (Header header : normalized) {
                if (header.key().startsWith(EventHeaders.PREFIX)) {
                    return event(binary(normalized, value), contentType);
                }
            }
            return plain(address, contentType, value);
        } catch (IOException | RuntimeException e) {
            // The CloudEvents SDK throws various unchecked exceptions for invalid events.
            throw new MalformedEventException("not a valid CloudEvent: " + rootMessage(e), e);
        }
    }

    /**
     * Reads the identity of an image from the headers of its record. Unlike {@link #fromRecord} it accepts malformed
     * events.
     *
     * @param address position of the image record
     * @param headers headers of the record; CloudEvents headers may be missing, empty or have no value
     * @return the identity; without a header, id and source are those of a plain record
     */
    public static ImageIdentity identity(RecordAddress address, Headers headers) {
        Headers normalized = EventHeaders.normalized(headers);
        String id = text(normalized.lastHeader("ce_id"));
        String source = text(normalized.lastHeader("ce_source"));
        return new ImageIdentity(
                id == null || id.isEmpty() ? address.toString() : id,
                source == null || source.isEmpty() ? plainSource(address) : source,
                text(normalized.lastHeader("ce_subject")),
                text(normalized.lastHeader("ce_traceparent")));
    }

    /**
     * Returns a media type in lower case and without parameters. Media types are case-insensitive, but the SDK compares
     * them case-sensitively.
     */
    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static CloudEvent structured(String mediaType, byte @Nullable [] value) throws IOException {
        if (!mediaType.equals(JsonFormat.CONTENT_TYPE)) {
            throw new IllegalArgumentException(
                    "content-type is " + mediaType + "; structured events must be " + JsonFormat.CONTENT_TYPE);
        }
        if (value == null || value.length == 0) {
            throw new IllegalArgumentException("structured event has no value");
        }
        JsonNode json = JSON.readTree(value);
        if (!(json instanceof ObjectNode event)) {
            throw new IllegalArgumentException("structured event is a JSON "
                    + json.getNodeType().name().toLowerCase(Locale.ROOT) + "; it must be an object");
        }
        List<String> names = new ArrayList<>();
        event.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> EventHeaders.isAttribute(name) || name.equals(BASE64_DATA));
        event.remove(names);
        if (event.path(TIME).isTextual()) {
            event.put(TIME, EventTime.normalized(event.path(TIME).textValue()));
        }
        return JSON.treeToValue(event, CloudEvent.class);
    }

    private static CloudEvent binary(Headers headers, byte @Nullable [] value) {
        for (Header header : headers) {
            if (header.key().startsWith(EventHeaders.PREFIX) && header.value() == null) {
                throw new IllegalArgumentException("header " + header.key() + " has no value");
            }
        }
        for (String name : REQUIRED) {
            if (headers.lastHeader(name) == null) {
                throw new IllegalArgumentException("missing header " + name);
            }
        }
        return KafkaMessageFactory.createReader(headers, value).toEvent();
    }

    /** Returns the message of the root cause, without the source location that Jackson appends. */
    private static String rootMessage(Throwable e) {
        Throwable root = e;
        // Below it, the message does not contain the text.
        while (root.getCause() != null && !(root instanceof DateTimeParseException)) {
            root = root.getCause();
        }
        String message = root instanceof JsonProcessingException json ? json.getOriginalMessage() : root.getMessage();
        return message == null ? root.toString() : message;
    }

    private static ImageEvent event(CloudEvent event, @Nullable String contentType) {
        CloudEventData data = event.getData();
        required("type", event.getType());
        String expiryTime = extension(event, EXPIRY_TIME);
        return new ImageEvent(
                required("id", event.getId()),
                required("source", event.getSource().toString()),
                optional("subject", event.getSubject()),
                event.getTime(),
                expiryTime == null ? null : EventTime.parse(EXPIRY_TIME, expiryTime),
                event.getDataContentType() == null ? contentType : event.getDataContentType(),
                extension(event, "model"),
                extension(event, "dataref"),
                extension(event, "traceparent"),
                data == null ? new byte[0] : data.toBytes());
    }

    private static ImageEvent plain(RecordAddress address, @Nullable String contentType, byte @Nullable [] value) {
        if (value != null && isStructured(value)) {
            throw new IllegalArgumentException("the value is an event in structured mode, but header content-type is "
                    + (contentType == null ? "missing" : contentType) + "; set it to " + JsonFormat.CONTENT_TYPE);
        }
        return new ImageEvent(
                address.toString(),
                plainSource(address),
                null,
                null,
                contentType,
                null,
                null,
                null,
                value == null ? new byte[0] : value);
    }

    /** {@return whether the value is a JSON object with the attribute that every event has; an image never is} */
    private static boolean isStructured(byte[] value) {
        int start = 0;
        while (start < value.length && Character.isWhitespace(value[start])) {
            start++;
        }
        return start < value.length && value[start] == '{' && new String(value, ISO_8859_1).contains("\"specversion\"");
    }

    private static String plainSource(RecordAddress address) {
        return "kafka:" + address.topic();
    }

    private static @Nullable String extension(CloudEvent event, String name) {
        Object value = event.getExtension(name);
        return value == null ? null : limited(name, value.toString());
    }

    private static @Nullable String optional(String name, @Nullable String value) {
        return value == null ? null : limited(name, value);
    }

    private static String required(String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("attribute " + name + " is empty; it must have at least one character");
        }
        return limited(name, value);
    }

    private static String limited(String name, String value) {
        if (value.length() > MAX_ATTRIBUTE) {
            throw new IllegalArgumentException("attribute " + name + " has " + value.length() + " characters; at most "
                    + MAX_ATTRIBUTE + " are allowed");
        }
        return value;
    }

    /** Decodes the value of a header from UTF-8; returns null if the header is missing or has no value. */
    static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
