package io.pawstream.contract.event;

import java.util.List;

/**
 * The names of Pawstream's topics. All names are configurable.
 *
 * @param images image events with encoded images
 * @param predictions prediction events in JSON
 * @param rejected the dead-letter topic: image events that cannot be classified, with the reason in their headers
 * @param modelSelection the model selection, compacted
 * @param shadow prediction events of the shadow model
 * @param instances the status of each instance of the stream processor, compacted
 */
public record TopicNames(
        String images, String predictions, String rejected, String modelSelection, String shadow, String instances) {

    /** The names that every service uses by default. */
    public static final TopicNames DEFAULT = new TopicNames(
            "images", "predictions", "images.rejected", "model-selection", "predictions.shadow", "instances");

    /**
     * How many bytes larger the records of the output topics may be than those of the images topic, 64 KiB: a rejection
     * is the image record with additional headers, and a prediction has the key and the attributes of its image event.
     */
    public static final int OUTPUT_EXTRA_BYTES = 64 << 10;

    /** Default size limit of an image event's record in bytes: 1 MiB. */
    public static final int DEFAULT_MAX_IMAGE_BYTES = 1 << 20;

    public TopicNames {
        List<String> names = List.of(images, predictions, rejected, modelSelection, shadow, instances);
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("empty topic name in " + names);
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("topic names must differ: " + names);
        }
    }
}
