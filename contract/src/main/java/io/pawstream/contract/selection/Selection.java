package io.pawstream.contract.selection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which models classify images that ask for none.
 *
 * @param model name of the model that classifies: the default
 * @param canary a model that classifies a part of them instead, or null
 * @param shadow a model that is tried on a part of them beside the one that classifies, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Selection(@JsonProperty(required = true) String model, TrafficShare canary, TrafficShare shadow) {

    public Selection {
        TrafficShare.requireModelName(model);
    }

    /** A selection of one model. */
    public static Selection of(String model) {
        return new Selection(model, null, null);
    }

    /**
     * Name of the model for an image that asks for none; see {@link TrafficShare#has}.
     *
     * @param key key of its record, or null
     */
    public String modelFor(byte[] key, String source, String id) {
        return canary != null && canary.has(key, source, id) ? canary.model() : model;
    }

    /** The names of all its models, each once. */
    public Stream<String> models() {
        return Stream.concat(
                        Stream.of(model),
                        Stream.of(canary, shadow).filter(Objects::nonNull).map(TrafficShare::model))
                .distinct();
    }
}
