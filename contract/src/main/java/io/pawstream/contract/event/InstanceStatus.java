package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What an instance of the processor is doing. It writes one of these a second to a topic of its own, under its
 * name, and an empty value when it stops.
 *
 * <p>Counts go on from the start of the instance, so that a reader who misses some of these still has the right sums; those
 * of several instances may be added.
 *
 * @param instance name of the instance
 * @param applicationId the Kafka Streams application that it belongs to
 * @param activeRevision revision of the selection by which it classifies; -1 for the one that is configured
 * @param desiredRevision revision of the last selection that it has read; another one than {@code activeRevision} while it loads
 *     the models, or if it cannot
 * @param error why it keeps the selection that it has, or null
 * @param models the models in its repository, by name
 * @param receivedPerSecond image records processed
 * @param classifiedPerSecond predictions made
 * @param rejectedPerSecond images rejected
 * @param lagRecords image records of its partitions that it has not polled yet
 * @param residentBytes memory of the process, or null if the system does not tell
 * @param counts what it has done since it started
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceStatus(
        String instance,
        String applicationId,
        long activeRevision,
        long desiredRevision,
        String error,
        List<Model> models,
        double receivedPerSecond,
        double classifiedPerSecond,
        double rejectedPerSecond,
        long lagRecords,
        Long residentBytes,
        Counts counts) {

    /** Upper bounds of {@link Counts#latency} in seconds; what took longer than the last one is counted behind it. */
    public static final List<Double> LATENCY_BOUNDS = List.of(
            0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0,
            300.0);

    /** Upper bounds of {@link Counts#confidence}: a bin holds what is at most its bound and above the one before. */
    public static final List<Double> CONFIDENCE_BOUNDS = List.of(0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0);

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
     * @param error why it cannot be served, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(String name, String version, String sha256, Double accuracy, String error) {}

    /**
     * What an instance has done since it started. A record that is processed again after an abort counts again.
     *
     * @param classes predictions by their label
     * @param rejections images rejected, by the word of the reason; reasons that did not occur are left out
     * @param confidence predictions by {@link InstanceStatus#CONFIDENCE_BOUNDS}
     * @param latency answers by the time since their image was published, one more than {@link #LATENCY_BOUNDS}
     * @param shadowPredictions images on which the shadow model was tried beside the one that classified
     * @param shadowAgreements those of them on which both named the same class
     * @param shadowDropped images for which the shadow model had no time
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
