package io.pawstream.contract.selection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The model selection: which models classify images that request no model.
 *
 * @param model name of the default model
 * @param sha256 SHA-256 that the {@code model.onnx} of the default model must have; absent for any
 * @param canary the model that classifies a share of the images instead of the default model; absent if there is none
 * @param shadow the model that also classifies a share of the images, for comparison only; absent if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Selection(
        @JsonProperty(required = true) String model,
        @Nullable String sha256,
        @Nullable TrafficShare canary,
        @Nullable TrafficShare shadow) {

    /**
     * Validates the default model.
     *
     * @param model name of the default model
     * @param sha256 SHA-256 that its {@code model.onnx} must have
     * @param canary the canary and its traffic share
     * @param shadow the shadow model and its traffic share
     * @throws IllegalArgumentException if {@code model} is not a valid model name or {@code sha256} is not a SHA-256
     */
    public Selection {
        var unused = new ModelReference(model, sha256);
    }

    /**
     * Creates a selection whose default model may have any bytes.
     *
     * @param model name of the default model
     * @param canary the canary and its traffic share
     * @param shadow the shadow model and its traffic share
     * @throws IllegalArgumentException if {@code model} is not a valid model name
     */
    public Selection(String model, @Nullable TrafficShare canary, @Nullable TrafficShare shadow) {
        this(model, null, canary, shadow);
    }

    /**
     * Returns a selection with neither canary nor shadow.
     *
     * @param model name of the default model
     * @return the selection
     * @throws IllegalArgumentException if {@code model} is not a valid model name
     */
    public static Selection of(String model) {
        return new Selection(model, null, null, null);
    }

    /**
     * Chooses the model that classifies an image: the canary for images in its traffic share, otherwise the default
     * model.
     *
     * @param key key of the image event's record; absent if it has none
     * @param source source of the image event
     * @param id id of the image event
     * @return the model
     */
    public ModelReference modelFor(byte @Nullable [] key, String source, String id) {
        return canary != null && canary.has(key, source, id) ? canary.reference() : defaultModel();
    }

    /** {@return the default model} */
    public ModelReference defaultModel() {
        return new ModelReference(model, sha256);
    }

    /** {@return the default model, the canary and the shadow, without duplicates} */
    public Stream<ModelReference> models() {
        return Stream.concat(Stream.of(defaultModel()), Stream.concat(models(canary), models(shadow)))
                .distinct();
    }

    private static Stream<ModelReference> models(@Nullable TrafficShare share) {
        return share == null ? Stream.empty() : Stream.of(share.reference());
    }
}
