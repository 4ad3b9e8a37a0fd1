package io.pawstream.contract.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.event.MalformedEventException;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The selection as a Kafka record: JSON under one key of a compacted topic of one partition. The offset of a record is its
 * revision; the last write wins.
 */
public final class SelectionCodec {

    private static final byte[] KEY = "selection".getBytes(UTF_8);
    // A newer service may have written fields that this one does not know.
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private SelectionCodec() {}

    /** The record that publishes a selection. */
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, Selection selection) {
        try {
            return new ProducerRecord<>(topic, KEY, JSON.writeValueAsBytes(selection));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a selection has nothing that JSON cannot hold", e);
        }
    }

    /**
     * The selection in the JSON of a record's value or of a request's body.
     *
     * @throws MalformedEventException if it is none
     */
    public static Selection fromJson(byte[] json) throws MalformedEventException {
        try {
            Selection selection = json == null || json.length == 0 ? null : JSON.readValue(json, Selection.class);
            if (selection == null) {
                throw new MalformedEventException("not a selection: it is empty", null);
            }
            return selection;
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : null;
            throw new MalformedEventException(
                    "not a selection: " + (cause == null ? e.getOriginalMessage() : cause.getMessage())
                            + "; one looks like {\"model\":\"model3\",\"canary\":{\"model\":\"model1\",\"share\":0.1}}",
                    e);
        } catch (IOException e) {
            throw new MalformedEventException("not a selection: " + e.getMessage(), e);
        }
    }
}
