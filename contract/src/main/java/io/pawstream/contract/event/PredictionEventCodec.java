package io.pawstream.contract.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.net.URI;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Converts prediction events to and from Kafka records: CloudEvents 1.0 in binary mode with a JSON value.
 *
 * <p>The id of a prediction event is derived from the source and id of the image, the output topic and the
 * application id. If an image is processed again, its prediction has the same id. In a replay and on the shadow
 * topic, predictions of the same image have different ids.
 *
 * <pre>{@code
 * PredictionEventCodec codec = new PredictionEventCodec("predictions", "pawstream");
 * producer.send(codec.toRecord(imageKey, prediction, null, OffsetDateTime.now()));
 * }</pre>
 */
public final class PredictionEventCodec {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String topic;
    private final String applicationId;
    private final URI source;

    /**
     * Creates a codec that writes predictions to one topic.
     *
     * @param topic the output topic
     * @param applicationId Kafka Streams application id of the stream processor
     */
    public PredictionEventCodec(String topic, String applicationId) {
        this.topic = topic;
        this.applicationId = applicationId;
        this.source = URI.create("pawstream:processor/" + applicationId);
    }

    /**
     * Converts a prediction to a record.
     *
     * @param key key of the image event's record; absent if it has none
     * @param event the prediction
     * @param traceparent {@code ce_traceparent} of the image event; absent if it has none
     * @param time when the prediction was made
     * @return a record for the output topic
     */
    public ProducerRecord<byte[], byte[]> toRecord(
            byte @Nullable [] key, PredictionEvent event, @Nullable String traceparent, OffsetDateTime time) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(NameBasedUuid.of(event.source(), event.imageId(), topic, applicationId)
                        .toString())
                .withSource(source)
                .withType(PredictionEvent.TYPE)
                .withSubject(event.subject())
                .withTime(time)
                .withData("application/json", toJson(event));
        if (traceparent != null) {
            builder.withExtension("traceparent", traceparent);
        }
        return KafkaMessageFactory.createWriter(topic, key).writeBinary(builder.build());
    }

    /**
     * Converts a prediction to JSON.
     *
     * @param event the prediction
     * @return a JSON object in UTF-8, the value of the record
     */
    public static byte[] toJson(PredictionEvent event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a prediction as JSON", e);
        }
    }

    /**
     * Parses the prediction in a record.
     *
     * @param record a record of a predictions topic; unknown JSON fields are ignored
     * @return the prediction
     * @throws MalformedEventException if the value is missing or is not a prediction
     */
    public static PredictionEvent fromRecord(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException {
        byte[] value = record.value();
        try {
            PredictionEvent event = value == null ? null : JSON.readValue(value, PredictionEvent.class);
            if (event == null) {
                throw malformed(record, "it has no value", null);
            }
            return event;
        } catch (JsonProcessingException e) {
            throw malformed(record, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw malformed(record, String.valueOf(e.getMessage()), e);
        }
    }

    private static MalformedEventException malformed(
            ConsumerRecord<byte[], byte[]> record, String detail, @Nullable Exception cause) {
        return new MalformedEventException(
                "record " + RecordAddress.of(record) + " is not a prediction event: " + detail, cause);
    }
}
