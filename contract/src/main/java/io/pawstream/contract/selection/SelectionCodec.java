package io.pawstream.contract.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.event.MalformedEventException;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Converts the model selection to and from Kafka records. The value is JSON. All records have the same key, on a
 * compacted topic with one partition. The offset of a record is the revision of its selection, and the last record is
 * the desired selection.
 */
public final class SelectionCodec {

    private static final byte[] KEY = "selection".getBytes(UTF_8);
    private static final String EXAMPLE = "{\"model\":\"model3\",\"canary\":{\"model\":\"model1\",\"share\":0.1}}";

    // Ignores unknown fields, so that an older service can read the selection of a newer one.
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private SelectionCodec() {}

    /**
     * Converts a selection to a record of partition 0, the only one that is read.
     *
     * @param topic the topic of the model selection
     * @param selection the selection
     * @return a record with the key {@code selection}
     */
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, Selection selection) {
        try {
            return new ProducerRecord<>(topic, 0, KEY, JSON.writeValueAsBytes(selection));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a selection as JSON", e);
        }
    }

    /**
     * Parses the value of a record or the body of an HTTP request.
     *
     * @param json a selection as JSON in UTF-8; absent if the record has no value
     * @return the selection
     * @throws MalformedEventException if the JSON is missing or is not a selection
     */
    public static Selection fromJson(byte @Nullable [] json) throws MalformedEventException {
        try {
            Selection selection = json == null || json.length == 0 ? null : JSON.readValue(json, Selection.class);
            if (selection == null) {
                throw new MalformedEventException("not a selection: it is empty; example: " + EXAMPLE, null);
            }
            return selection;
        } catch (JsonProcessingException e) {
            String detail = e.getCause() instanceof IllegalArgumentException cause
                    ? String.valueOf(cause.getMessage())
                    : e.getOriginalMessage();
            throw new MalformedEventException("not a selection: " + detail + "; example: " + EXAMPLE, e);
        } catch (IOException e) {
            throw new MalformedEventException("not a selection: " + e.getMessage(), e);
        }
    }
}
