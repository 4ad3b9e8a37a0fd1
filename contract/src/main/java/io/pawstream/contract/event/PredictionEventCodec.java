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

/**
 * Prediction events as Kafka records: CloudEvents 1.0 in binary mode with a JSON value.
 *
 * <p>An instance belongs to one processor: its application id and output topic are part of each event's id, so that
 * the same image has another id in a replay or in a shadow topic, and the same id when it is processed again.
 */
public final class PredictionEventCodec {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String topic;
    private final String applicationId;
    private final URI source;

    /**
     * A writer of predictions.
     *
     * @param topic the output topic
     * @param applicationId the processor's Kafka Streams application id
     */
    public PredictionEventCodec(String topic, String applicationId) {
        this.topic = topic;
        this.applicationId = applicationId;
        this.source = URI.create("pawstream:processor/" + applicationId);
    }

    /**
     * The record that publishes a prediction.
     *
     * @param key key of the image event's record, or null
     * @param event the prediction
     * @param traceparent {@code ce_traceparent} of the image event, or null
     * @param time when it was made
     */
    public ProducerRecord<byte[], byte[]> toRecord(
            byte[] key, PredictionEvent event, String traceparent, OffsetDateTime time) {
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

    /** The JSON of an event, in UTF-8. */
    public static byte[] toJson(PredictionEvent event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a prediction has nothing that JSON cannot hold", e);
        }
    }

    /**
     * The prediction in a record.
     *
     * @throws MalformedEventException if its value is not the JSON of a prediction
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
            throw malformed(record, e.getMessage(), e);
        }
    }

    private static MalformedEventException malformed(
            ConsumerRecord<byte[], byte[]> record, String problem, Exception cause) {
        return new MalformedEventException(
                "record " + record.topic() + "-" + record.partition() + "-" + record.offset()
                        + " is not a prediction event: " + problem,
                cause);
    }
}
