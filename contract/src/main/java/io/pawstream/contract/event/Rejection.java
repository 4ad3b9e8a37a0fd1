package io.pawstream.contract.event;

import static io.pawstream.contract.event.ImageEventCodec.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * An image that was rejected. The record on the topic {@code images.rejected} has the key, value and headers of the
 * image record, and additional headers that state the reason. If it exceeds the size limit of the topic, the value is
 * omitted and the header {@link #IMAGE} says so.
 *
 * @param imageId id of the image event, or {@code topic-partition-offset} if it has none
 * @param source source of the image event, or {@code kafka:topic} if it has none
 * @param subject file name of the image; absent if the image event has none
 * @param reason why the image was rejected
 * @param message what was found and what is allowed
 * @param input position of the image event
 * @param replayCount how often the image event was published again after a rejection, from 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"imageId", "source", "subject", "stage"})
public record Rejection(
        String imageId,
        String source,
        @Nullable String subject,
        RejectionReason reason,
        String message,
        RecordAddress input,
        int replayCount) {

    /** Header with the {@link RejectionStage#word} of the stage. */
    public static final String STAGE = "rejection-stage";

    /** Header with the {@link RejectionReason#word} of the reason. */
    public static final String REASON = "rejection-reason";

    /** Header with the message, at most 2,000 characters. */
    public static final String MESSAGE = "rejection-message";

    /** Header with the topic of the image event. */
    public static final String TOPIC = "rejection-topic";

    /** Header with the partition of the image event, a decimal number. */
    public static final String PARTITION = "rejection-partition";

    /** Header with the offset of the image event, a decimal number. */
    public static final String OFFSET = "rejection-offset";

    /** Header that is present only if the image was omitted; its value explains why. */
    public static final String IMAGE = "rejection-image";

    /** Header of an image event that was published again after a rejection: how often so far, a decimal number. */
    public static final String REPLAY_COUNT = "replay-count";

    /**
     * Prefix of the headers of Kafka Streams' dead-letter queues (KIP-1034), for tools that know those only. {@code
     * exception} contains the reason, and there is no {@code stacktrace}, because most rejections have no exception.
     */
    private static final String STREAMS_ERRORS = "__streams.errors.";

    /** Prefixes of the headers that a rejected record has in addition to those of the image event. */
    private static final List<String> ADDED_PREFIXES = List.of("rejection-", STREAMS_ERRORS);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Maximum length of the message in characters. The topic allows 64 KiB for all additional headers. */
    private static final int MAX_MESSAGE = 2_000;

    /**
     * Validates the rejection.
     *
     * @param imageId id of the image event
     * @param source source of the image event
     * @param subject file name of the image
     * @param reason why the image was rejected
     * @param message what was found and what is allowed
     * @param input position of the image event
     * @param replayCount number of replays, from 0
     * @throws NullPointerException if a component other than {@code subject} is null
     */
    public Rejection {
        Objects.requireNonNull(imageId, "imageId");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(input, "input");
    }

    /** {@return the stage that rejected the image} */
    @JsonProperty
    public RejectionStage stage() {
        return reason.stage();
    }

    /**
     * Creates the headers of a rejected record.
     *
     * @param original headers of the image event's record, not modified
     * @param reason why the image is rejected
     * @param message what was found and what is allowed; truncated to 2,000 characters
     * @param input position of the image event
     * @return a modifiable copy of the original headers with those of the rejection
     */
    public static Headers headers(Headers original, RejectionReason reason, String message, RecordAddress input) {
        Headers headers = new RecordHeaders(original);
        put(headers, STAGE, reason.stage().word());
        putBoth(headers, REASON, "exception", reason.word());
        putBoth(
                headers,
                MESSAGE,
                "message",
                message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE));
        putBoth(headers, TOPIC, "topic", input.topic());
        putBoth(headers, PARTITION, "partition", Integer.toString(input.partition()));
        putBoth(headers, OFFSET, "offset", Long.toString(input.offset()));
        headers.remove(STREAMS_ERRORS + "stacktrace");
        headers.remove(IMAGE);
        return headers;
    }

    /** Sets a header of the rejection, and the one of Kafka Streams with the same value. */
    private static void putBoth(Headers headers, String name, String streamsName, String value) {
        put(headers, name, value);
        put(headers, STREAMS_ERRORS + streamsName, value);
    }

    /**
     * Marks the headers of a rejected record whose image is omitted, and removes those of Kafka Streams, which only repeat
     * others. The record must be small.
     *
     * @param rejection headers of the rejected record, modified
     * @return the same headers
     */
    public static Headers withoutImage(Headers rejection) {
        for (Header header : rejection.toArray()) {
            if (header.key().startsWith(STREAMS_ERRORS)) {
                rejection.remove(header.key());
            }
        }
        put(
                rejection,
                IMAGE,
                "omitted: the record exceeds the size limit of this topic; the image remains in the topic to which it"
                        + " was published");
        return rejection;
    }

    /**
     * Returns whether the image of a rejected record was omitted.
     *
     * @param rejected headers of the rejected record
     * @return true if the record does not contain the image
     */
    public static boolean isWithoutImage(Headers rejected) {
        return rejected.lastHeader(IMAGE) != null;
    }

    /**
     * Creates the headers for publishing a rejected image event again: the original ones and an incremented {@link
     * #REPLAY_COUNT}.
     *
     * @param rejected headers of the rejected record, not modified
     * @return headers of the new image event
     */
    public static Headers replayHeaders(Headers rejected) {
        Headers headers = new RecordHeaders();
        for (Header header : rejected) {
            if (ADDED_PREFIXES.stream().noneMatch(header.key()::startsWith)) {
                headers.add(header);
            }
        }
        put(headers, REPLAY_COUNT, Integer.toString(replayCount(rejected) + 1));
        return headers;
    }

    /** Returns 0 if the header is not a number, because publishers may set it to any value. */
    private static int replayCount(Headers headers) {
        String count = text(headers.lastHeader(REPLAY_COUNT));
        return count != null && count.matches("[0-9]{1,9}") ? Integer.parseInt(count) : 0;
    }

    /**
     * Converts a rejection to JSON, without the image.
     *
     * @param rejection the rejection
     * @return a JSON object in UTF-8
     */
    public static byte[] toJson(Rejection rejection) {
        try {
            return JSON.writeValueAsBytes(rejection);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a rejection as JSON", e);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    /**
     * Parses the rejection in a record. The image event in it may be malformed.
     *
     * @param record a record of the topic {@code images.rejected}
     * @return the rejection
     * @throws MalformedEventException if a header of the rejection is missing or invalid
     */
    public static Rejection fromRecord(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException {
        Headers headers = record.headers();
        try {
            RecordAddress input = input(headers);
            RejectionReason reason = RejectionReason.ofWord(required(headers, REASON));
            String message = Objects.requireNonNullElse(text(headers.lastHeader(MESSAGE)), "");
            int replays = replayCount(headers);
            ImageIdentity image = identity(input, headers, record.value());
            return new Rejection(image.id(), image.source(), image.subject(), reason, message, input, replays);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(
                    "record " + RecordAddress.of(record) + " is not a rejection: " + e.getMessage(), e);
        }
    }

    /**
     * Parses the position of the image event from the headers of its rejection.
     *
     * @param rejected headers of the rejected record
     * @return the position
     * @throws IllegalArgumentException if a header is missing or invalid
     */
    public static RecordAddress input(Headers rejected) {
        return new RecordAddress(
                required(rejected, TOPIC),
                Integer.parseInt(required(rejected, PARTITION)),
                Long.parseLong(required(rejected, OFFSET)));
    }

    private static ImageIdentity identity(RecordAddress input, Headers headers, byte @Nullable [] value) {
        try {
            return ImageEventCodec.read(input, headers, value).identity();
        } catch (MalformedEventException e) {
            // The event may have been rejected because it is malformed.
            return ImageEventCodec.identity(input, headers);
        }
    }

    private static String required(Headers headers, String name) {
        String value = text(headers.lastHeader(name));
        if (value == null) {
            throw new IllegalArgumentException("missing header " + name);
        }
        return value;
    }
}
