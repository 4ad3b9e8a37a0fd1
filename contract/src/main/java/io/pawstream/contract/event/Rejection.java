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

/**
 * An image that was refused. On its topic it is the record as it came, value and headers, with headers added that say
 * why; one that is too large to be written so comes without its value, and says that too.
 *
 * @param imageId id of the image event; {@code topic-partition-offset} if it came without one
 * @param source source of the image event; {@code kafka:topic} if it came without one
 * @param subject file name of the image, or null
 * @param reason why it was refused
 * @param message what was found and what would be right
 * @param input where the image event lies
 * @param replayCount how often the image event had been sent again after a rejection, 0 for the first one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"imageId", "source", "subject", "stage"})
public record Rejection(
        String imageId,
        String source,
        String subject,
        RejectionReason reason,
        String message,
        RecordAddress input,
        int replayCount) {

    public static final String STAGE = "rejection-stage";
    public static final String REASON = "rejection-reason";
    public static final String MESSAGE = "rejection-message";
    public static final String TOPIC = "rejection-topic";
    public static final String PARTITION = "rejection-partition";
    public static final String OFFSET = "rejection-offset";

    /** Only there if the image is not: why. */
    public static final String IMAGE = "rejection-image";

    /** Header of an image event that was sent again after a rejection: how often so far. */
    public static final String REPLAY_COUNT = "replay-count";

    /** What the headers begin with that a rejected record has on top of the image event's: ours, and Kafka Streams'. */
    private static final List<String> ADDED = List.of("rejection-", "__streams.errors.");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longest message in a header, in characters; the topic allows for no more than 64 KiB of headers. */
    private static final int MAX_MESSAGE = 2_000;

    public Rejection {
        Objects.requireNonNull(imageId, "imageId");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(input, "input");
    }

    /** The stage that refused it. */
    @JsonProperty
    public RejectionStage stage() {
        return reason.stage();
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
        headers.remove(IMAGE);
        return headers;
    }

    /** The same headers, of a rejected record that comes without its image. */
    public static Headers withoutImage(Headers rejection) {
        put(
                rejection,
                IMAGE,
                "left out: it is too large to be written, and is only in the topic where it was published");
        return rejection;
    }

    /** Whether a rejected record comes without its image. */
    public static boolean isWithoutImage(Headers rejected) {
        return rejected.lastHeader(IMAGE) != null;
    }

    /**
     * Headers of the image event for sending it again: those it came with, and how often it was sent again, this time
     * included.
     *
     * @param rejected headers of the rejected record
     */
    public static Headers replayHeaders(Headers rejected) {
        Headers headers = new RecordHeaders();
        for (Header header : rejected) {
            if (ADDED.stream().noneMatch(header.key()::startsWith)) {
                headers.add(header);
            }
        }
        put(headers, REPLAY_COUNT, Integer.toString(replayCount(rejected) + 1));
        return headers;
    }

    /** Whoever publishes may write anything into the header: what is no count is none. */
    private static int replayCount(Headers headers) {
        String count = text(headers.lastHeader(REPLAY_COUNT));
        return count != null && count.matches("[0-9]{1,9}") ? Integer.parseInt(count) : 0;
    }

    /** The JSON of a rejection without its image, in UTF-8. */
    public static byte[] toJson(Rejection rejection) {
        try {
            return JSON.writeValueAsBytes(rejection);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a rejection has nothing that JSON cannot hold", e);
        }
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
            RecordAddress input = input(headers);
            RejectionReason reason = RejectionReason.ofWord(required(headers, REASON));
            String message = Objects.requireNonNullElse(text(headers.lastHeader(MESSAGE)), "");
            int replays = replayCount(headers);
            ImageIdentity image = identity(input, headers, record.value());
            return new Rejection(image.id(), image.source(), image.subject(), reason, message, input, replays);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(
                    "record " + record.topic() + "-" + record.partition() + "-" + record.offset()
                            + " is not a rejection: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Returns the address of the image record of a rejection.
     *
     * @param rejected headers of the rejected record
     * @throws IllegalArgumentException if a header is missing or invalid
     */
    public static RecordAddress input(Headers rejected) {
        return new RecordAddress(
                required(rejected, TOPIC),
                Integer.parseInt(required(rejected, PARTITION)),
                Long.parseLong(required(rejected, OFFSET)));
    }

    private static ImageIdentity identity(RecordAddress input, Headers headers, byte[] value) {
        try {
            return ImageEventCodec.read(input, headers, value).identity();
        } catch (MalformedEventException e) {
            // The event may have been rejected for just that.
            return ImageEventCodec.identity(input, headers);
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
