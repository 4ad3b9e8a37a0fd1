package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.Objects;

/**
 * What a model says of one image: the JSON value of a prediction event.
 *
 * @param imageId id of the image event
 * @param source source of the image event
 * @param subject file name of the image, or null
 * @param label the class with the higher probability
 * @param probability probability of that class, 0.5 to 1
 * @param probabilities probability of each class, by its name
 * @param model the model that said so
 * @param selectionRevision revision of the model selection that was in force; -1 for the one that is configured
 * @param input where the image event lies
 * @param decodeSeconds time from encoded bytes to pixels
 * @param queueSeconds time between decoding and inference, and before decoding
 * @param inferenceSeconds time that the batch with this image took in the model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"imageId", "source", "subject", "label", "probability", "probabilities", "model"})
public record PredictionEvent(
        String imageId,
        String source,
        String subject,
        String label,
        double probability,
        Map<String, Double> probabilities,
        Model model,
        long selectionRevision,
        RecordAddress input,
        double decodeSeconds,
        double queueSeconds,
        double inferenceSeconds) {

    /** {@code ce_type} of a prediction event. */
    public static final String TYPE = "io.pawstream.prediction.v1";

    public PredictionEvent {
        Objects.requireNonNull(imageId, "imageId is missing");
        Objects.requireNonNull(source, "source is missing");
        Objects.requireNonNull(label, "label is missing");
        Objects.requireNonNull(probabilities, "probabilities are missing");
        Objects.requireNonNull(model, "model is missing");
        Objects.requireNonNull(input, "input is missing");
    }

    /**
     * The model behind a prediction.
     *
     * @param name name in the model repository
     * @param version version from its card
     * @param sha256 SHA-256 of its file
     */
    public record Model(String name, String version, String sha256) {}
}
