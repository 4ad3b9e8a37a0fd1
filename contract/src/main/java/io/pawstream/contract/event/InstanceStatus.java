package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * What an instance of the processor is doing. It writes one of these a second to a topic of its own, under its
 * name, and an empty value when it stops.
 *
 * @param instance name of the instance
 * @param applicationId the Kafka Streams application that it belongs to
 * @param revision revision of the selection by which it classifies; -1 for the one that is configured
 * @param wantedRevision revision of the last selection that it has read; another one than {@code revision} while it loads
 *     the models, or if it cannot
 * @param problem why it keeps the selection that it has, or null
 * @param models the models in its repository, by name
 * @param receivedPerSecond image records processed
 * @param classifiedPerSecond predictions made
 * @param rejectedPerSecond pictures rejected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceStatus(
        String instance,
        String applicationId,
        long revision,
        long wantedRevision,
        String problem,
        List<Model> models,
        double receivedPerSecond,
        double classifiedPerSecond,
        double rejectedPerSecond) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public InstanceStatus {
        models = List.copyOf(models);
    }

    /**
     * A model in an instance's repository.
     *
     * @param name its name
     * @param version its version, or null if its card cannot be read
     * @param sha256 SHA-256 of its file, or null if its card cannot be read
     * @param accuracy its accuracy on the test split, 0 to 1, or null if its card cannot be read
     * @param problem why it cannot be served, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(String name, String version, String sha256, Double accuracy, String problem) {}

    /** The status as JSON, in UTF-8. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status has nothing that JSON cannot hold", e);
        }
    }

    /**
     * The status in the value of a record.
     *
     * @throws MalformedEventException if it is none
     */
    public static InstanceStatus fromJson(byte[] json) throws MalformedEventException {
        try {
            return JSON.readValue(json, InstanceStatus.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedEventException("not the status of an instance: " + e.getMessage(), e);
        }
    }
}
