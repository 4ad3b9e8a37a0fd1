package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prediction of a model for one image, as the JSON value of a prediction event.
 *
 * @param imageId id of the image event
 * @param source source of the image event
 * @param subject file name of the image; absent if the image event has none
 * @param label the class with the highest probability
 * @param probability probability of the label, 0 to 1
 * @param top the most probable classes, highest first, beginning with the label
 * @param model the model that made the prediction
 * @param selectionRevision revision of the model selection that was active; -1 for the selection of the configuration
 * @param input position of the image event
 * @param decodeSeconds time spent decoding the image
 * @param queueSeconds time that the image waited, before decoding and between decoding and inference
 * @param inferenceSeconds inference time of the batch that contained the image
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"imageId", "source", "subject", "label", "probability", "top", "model"})
public record PredictionEvent(
        String imageId,
        String source,
        @Nullable String subject,
        String label,
        double probability,
        List<ClassProbability> top,
        Model model,
        long selectionRevision,
        RecordAddress input,
        double decodeSeconds,
        double queueSeconds,
        double inferenceSeconds) {

    /** {@code ce_type} of a prediction event. */
    public static final String TYPE = "io.pawstream.prediction.v1";

    /**
     * Validates the event.
     *
     * @param imageId id of the image event
     * @param source source of the image event
     * @param subject file name of the image
     * @param label the predicted class
     * @param probability probability of the label, 0 to 1
     * @param top the most probable classes, highest first, copied
     * @param model the model that made the prediction
     * @param selectionRevision revision of the active model selection
     * @param input position of the image event
     * @param decodeSeconds time spent decoding the image
     * @param queueSeconds waiting time
     * @param inferenceSeconds inference time of the batch
     * @throws NullPointerException if a required component is null
     * @throws IllegalArgumentException if {@code top} is empty
     */
    public PredictionEvent {
        Objects.requireNonNull(imageId, "imageId is missing");
        Objects.requireNonNull(source, "source is missing");
        Objects.requireNonNull(label, "label is missing");
        top = List.copyOf(Objects.requireNonNull(top, "top is missing"));
        if (top.isEmpty()) {
            throw new IllegalArgumentException("top is empty; it must have at least the label");
        }
        Objects.requireNonNull(model, "model is missing");
        Objects.requireNonNull(input, "input is missing");
    }

    /**
     * A class and its probability.
     *
     * @param label name of the class
     * @param probability 0 to 1
     */
    public record ClassProbability(String label, double probability) {}

    /**
     * The model that made a prediction.
     *
     * @param name name in the model repository
     * @param version version from the model card
     * @param sha256 SHA-256 of {@code model.onnx}, lower-case hexadecimal
     */
    public record Model(String name, String version, String sha256) {}
}
