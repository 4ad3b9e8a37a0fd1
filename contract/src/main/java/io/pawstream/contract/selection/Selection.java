package io.pawstream.contract.selection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The model selection: which models classify images that request no model.
 *
 * @param model name of the default model
 * @param canary a model that classifies a share of the images instead of the default model; absent for none
 * @param shadow a model that also classifies a share of the images, for comparison only; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Selection(
        @JsonProperty(required = true) String model,
        @Nullable TrafficShare canary,
        @Nullable TrafficShare shadow) {

    public Selection {
        TrafficShare.requireModelName(model);
    }

    /**
     * Returns a selection without canary and shadow.
     *
     * @param model name of the default model
     * @return the selection
     * @throws IllegalArgumentException if the name is not a model name
     */
    public static Selection of(String model) {
        return new Selection(model, null, null);
    }

    /**
     * Returns the name of the model that classifies an image: the canary for images of its share, otherwise the
     * default.
     *
     * @param key key of the image event's record; absent if it has none
     * @param source source of the image event
     * @param id id of the image event
     * @return name of a model
     */
    public String modelFor(byte @Nullable [] key, String source, String id) {
        return canary != null && canary.has(key, source, id) ? canary.model() : model;
    }

    /** Returns the names of default model, canary and shadow, without duplicates. */
    public Stream<String> models() {
        return Stream.concat(Stream.of(model), Stream.concat(models(canary), models(shadow)))
                .distinct();
    }

    private static Stream<String> models(@Nullable TrafficShare share) {
        return share == null ? Stream.empty() : Stream.of(share.model());
    }
}
