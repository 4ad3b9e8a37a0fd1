package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one instance of the stream processor. Every second an instance publishes its status to the topic {@code
 * instances} under its name, and a record without a value when it stops.
 *
 * <p>Counts are cumulative since the start of the instance. A reader may therefore miss records, and may add the counts
 * of several instances.
 *
 * @param instance name of the instance
 * @param applicationId Kafka Streams application id of the instance
 * @param activeRevision revision of the active model selection; -1 for the selection of the configuration
 * @param desiredRevision revision of the latest model selection on the topic; differs from {@code activeRevision} while
 *     its models are being loaded or cannot be loaded
 * @param error why the desired selection is not active; absent if it is active or still loading
 * @param models the models in the repository of the instance, by name
 * @param receivedPerSecond image records processed per second
 * @param classifiedPerSecond predictions published per second
 * @param rejectedPerSecond images rejected per second
 * @param lagRecords consumer lag: image records of the assigned partitions that are not polled yet
 * @param residentBytes resident memory of the process; absent if the operating system does not report it
 * @param counts what the instance has done since it started
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceStatus(
        String instance,
        String applicationId,
        long activeRevision,
        long desiredRevision,
        @Nullable String error,
        List<Model> models,
        double receivedPerSecond,
        double classifiedPerSecond,
        double rejectedPerSecond,
        long lagRecords,
        @Nullable Long residentBytes,
        Counts counts) {

    /** Upper bounds of the bins of {@link Counts#latency} in seconds; one more bin counts everything above the last. */
    public static final List<Double> LATENCY_BOUNDS = List.of(
            0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0,
            300.0);

    /**
     * Upper bounds of the bins of {@link Counts#confidence}, inclusive. They equal {@code ConfidenceBins.BOUNDS} of the
     * module {@code model-api}, on which this module does not depend; a test compares them.
     */
    public static final List<Double> CONFIDENCE_BOUNDS = List.of(0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0);

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public InstanceStatus {
        models = List.copyOf(models);
    }

    /**
     * A model in the repository of an instance.
     *
     * @param name name of the model
     * @param version version from the model card; absent if the card cannot be read
     * @param sha256 SHA-256 of {@code model.onnx}; absent if the card cannot be read
     * @param accuracy accuracy on the test split, 0 to 1; absent if the card cannot be read
     * @param error why the model cannot be loaded; absent if it can
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(
            String name,
            @Nullable String version,
            @Nullable String sha256,
            @Nullable Double accuracy,
            @Nullable String error) {}

    /**
     * Cumulative counts since the start of an instance. A record that is processed again after an aborted transaction
     * counts again.
     *
     * @param classes number of predictions by label
     * @param rejections number of rejected images by {@link RejectionReason#word}; reasons that did not occur are
     *     absent
     * @param confidence number of predictions by confidence, one count for each of {@link #CONFIDENCE_BOUNDS}
     * @param latency number of results by the time since the image was published, one count for each of {@link
     *     #LATENCY_BOUNDS} and one more
     * @param shadowPredictions images that the shadow model classified as well
     * @param shadowAgreements those for which both models predicted the same label
     * @param shadowDropped images that the shadow model skipped for lack of time
     */
    public record Counts(
            Map<String, Long> classes,
            Map<String, Long> rejections,
            List<Long> confidence,
            List<Long> latency,
            long shadowPredictions,
            long shadowAgreements,
            long shadowDropped) {

        public Counts {
            classes = Map.copyOf(classes);
            rejections = Map.copyOf(rejections);
            confidence = List.copyOf(confidence);
            latency = List.copyOf(latency);
            requireLength("confidence", confidence, CONFIDENCE_BOUNDS.size());
            requireLength("latency", latency, LATENCY_BOUNDS.size() + 1);
        }

        private static void requireLength(String name, List<Long> counts, int length) {
            if (counts.size() != length) {
                throw new IllegalArgumentException(name + " has " + counts.size() + " counts; it must have " + length);
            }
        }
    }

    /** Returns the status as JSON in UTF-8. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an instance status as JSON", e);
        }
    }

    /**
     * Parses the value of a record of the topic {@code instances}.
     *
     * @param json a status as JSON in UTF-8; unknown fields are ignored
     * @return the status
     * @throws MalformedEventException if the value is not a status
     */
    public static InstanceStatus fromJson(byte[] json) throws MalformedEventException {
        try {
            return JSON.readValue(json, InstanceStatus.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedEventException("not an instance status: " + e.getMessage(), e);
        }
    }
}
