package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The status of one instance of the stream processor. Each instance publishes it every second to {@link
 * TopicNames#instances}, with its name as the key. When the instance stops, it publishes a record without a value.
 *
 * <p>Counts are cumulative since the start of the instance, so a reader may miss records, and may add the counts of
 * several instances.
 *
 * @param instance name of the instance
 * @param applicationId Kafka Streams application id of the instance
 * @param activeRevision revision of the active model selection; -1 for the selection of the configuration
 * @param desiredRevision revision of the latest model selection on the topic; differs from {@code activeRevision} while
 *     its models are being loaded or cannot be loaded
 * @param error why the desired selection is not active, or that the repository now has other bytes than the active one
 *     requires; absent if neither is so
 * @param models the models in the repository of the instance, by name
 * @param receivedPerSecond image records processed per second
 * @param classifiedPerSecond predictions published per second
 * @param rejectedPerSecond images rejected per second
 * @param lagRecords consumer lag: image records of the assigned partitions that are not polled yet
 * @param residentBytes resident memory of the process; absent if the operating system does not report it
 * @param counts cumulative counts since the start of the instance
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

    /**
     * Upper bounds of the bins of {@link Counts#latency} in seconds. An additional bin counts values above the last
     * one.
     */
    public static final List<Double> LATENCY_BOUNDS = List.of(
            0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0,
            300.0);

    /**
     * Inclusive upper bounds of the bins of {@link Counts#confidence}. They equal {@code ConfidenceBins.BOUNDS} of the
     * module {@code model-api}, on which this module does not depend.
     */
    public static final List<Double> CONFIDENCE_BOUNDS =
            IntStream.rangeClosed(1, 20).mapToObj(i -> i / 20.0).toList();

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * Creates a status with a copy of the list of models.
     *
     * @param instance name of the instance
     * @param applicationId Kafka Streams application id of the instance
     * @param activeRevision revision of the active model selection
     * @param desiredRevision revision of the latest model selection on the topic
     * @param error why the desired selection is not active
     * @param models the models in the repository of the instance, by name
     * @param receivedPerSecond image records processed per second
     * @param classifiedPerSecond predictions published per second
     * @param rejectedPerSecond images rejected per second
     * @param lagRecords consumer lag in records
     * @param residentBytes resident memory of the process
     * @param counts cumulative counts
     * @throws NullPointerException if {@code instance}, {@code applicationId}, {@code models} or {@code counts} is
     *     missing, as it may be in JSON; the message names it
     */
    public InstanceStatus {
        Objects.requireNonNull(instance, "instance is missing");
        Objects.requireNonNull(applicationId, "applicationId is missing");
        Objects.requireNonNull(counts, "counts is missing");
        models = List.copyOf(Objects.requireNonNull(models, "models is missing"));
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
            @Nullable String error) {

        /**
         * Checks the name.
         *
         * @param name name of the model
         * @param version version from the model card
         * @param sha256 SHA-256 of {@code model.onnx}
         * @param accuracy accuracy on the test split
         * @param error why the model cannot be loaded
         * @throws NullPointerException if {@code name} is missing, as it may be in JSON
         */
        public Model {
            Objects.requireNonNull(name, "name of a model is missing");
        }
    }

    /**
     * Cumulative counts since the start of an instance. A record that is processed again after an aborted transaction
     * is counted again.
     *
     * @param classes number of predictions by label
     * @param rejections number of rejected images by {@link RejectionReason#word}; reasons without rejections
     *     are absent
     * @param confidence number of predictions by confidence, one count per bin of {@link #CONFIDENCE_BOUNDS}
     * @param latency number of results by latency, one count per bin of {@link #LATENCY_BOUNDS} and one for values
     *     above the last bound
     * @param shadowPredictions number of images that the shadow model classified too
     * @param shadowAgreements number of those images for which both models predicted the same label
     * @param shadowDropped number of images that the shadow model skipped
     */
    public record Counts(
            Map<String, Long> classes,
            Map<String, Long> rejections,
            List<Long> confidence,
            List<Long> latency,
            long shadowPredictions,
            long shadowAgreements,
            long shadowDropped) {

        /**
         * Validates and copies the counts.
         *
         * @param classes number of predictions by label
         * @param rejections number of rejected images by reason
         * @param confidence number of predictions by confidence
         * @param latency number of results by latency
         * @param shadowPredictions images that the shadow model classified
         * @param shadowAgreements shadow predictions with the same label as the prediction
         * @param shadowDropped images that the shadow model skipped
         * @throws IllegalArgumentException if {@code confidence} or {@code latency} has the wrong number of counts
         */
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

    /** {@return the status as JSON in UTF-8} */
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
            InstanceStatus status = JSON.readValue(json, InstanceStatus.class);
            if (status == null) {
                throw new MalformedEventException("not an instance status: null", null);
            }
            return status;
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedEventException("not an instance status: " + e.getMessage(), e);
        }
    }
}
