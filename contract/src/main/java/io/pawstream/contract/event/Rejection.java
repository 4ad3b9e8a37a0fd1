package io.pawstream.contract.event;

import static io.pawstream.contract.event.ImageEventCodec.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A picture that was refused. On its topic it is the record as it came, value and headers, with headers added that say
 * why.
 *
 * @param imageId id of the image event; {@code topic-partition-offset} if it came without one
 * @param source source of the image event; {@code kafka:topic} if it came without one
 * @param subject file name of the picture, or null
 * @param reason why it was refused
 * @param message what was found and what would be right
 * @param input where the image event lies
 */
public record Rejection(
        String imageId, String source, String subject, RejectionReason reason, String message, RecordAddress input) {

    public static final String STAGE = "rejection-stage";
    public static final String REASON = "rejection-reason";
    public static final String MESSAGE = "rejection-message";
    public static final String TOPIC = "rejection-topic";
    public static final String PARTITION = "rejection-partition";
    public static final String OFFSET = "rejection-offset";

    /** Longest message in a header, in characters; the topic allows for no more than 64 KiB of headers. */
    private static final int MAX_MESSAGE = 2_000;

    public Rejection {
        Objects.requireNonNull(imageId, "imageId");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(input, "input");
    }

    /** Headers of the rejected record: those of the image event, and why it was refused. */
    public static Headers headers(Headers original, RejectionReason reason, String message, RecordAddress input) {
        Headers headers = new RecordHeaders(original);
        put(headers, STAGE, reason.stage().word());
        put(headers, REASON, reason.word());
        put(headers, MESSAGE, message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE));
        put(headers, TOPIC, input.topic());
        put(headers, PARTITION, Integer.toString(input.partition()));
        put(headers, OFFSET, Long.toString(input.offset()));
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    /**
     * The rejection in a record.
     *
     * @throws MalformedEventException if a header is missing or has no meaning
     */
    public static Rejection fromRecord(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException {
        Headers headers = record.headers();
        try {
            RecordAddress input = new RecordAddress(
                    required(headers, TOPIC),
                    Integer.parseInt(required(headers, PARTITION)),
                    Long.parseLong(required(headers, OFFSET)));
            RejectionReason reason = RejectionReason.ofWord(required(headers, REASON));
            String message = Objects.requireNonNullElse(text(headers.lastHeader(MESSAGE)), "");
            try {
                ImageEvent event = ImageEventCodec.read(input, headers, record.value());
                return new Rejection(event.id(), event.source(), event.subject(), reason, message, input);
            } catch (MalformedEventException e) {
                // That may be why it was rejected; what its headers tell is still good to know.
                return new Rejection(
                        Objects.requireNonNullElse(text(headers.lastHeader("ce_id")), ImageEventCodec.plainId(input)),
                        Objects.requireNonNullElse(
                                text(headers.lastHeader("ce_source")), ImageEventCodec.plainSource(input)),
                        text(headers.lastHeader("ce_subject")),
                        reason,
                        message,
                        input);
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(
                    "record " + record.topic() + "-" + record.partition() + "-" + record.offset()
                            + " is not a rejection: " + e.getMessage(),
                    e);
        }
    }

    private static String required(Headers headers, String name) {
        String value = text(headers.lastHeader(name));
        if (value == null) {
            throw new IllegalArgumentException("there is no header " + name);
        }
        return value;
    }
}
