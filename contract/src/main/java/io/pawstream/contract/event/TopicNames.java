package io.pawstream.contract.event;

import java.util.List;

/**
 * The names of Pawstream's topics, all of which are configurable.
 *
 * @param images image events with encoded images
 * @param predictions prediction events in JSON
 * @param rejected the dead-letter topic: image events that cannot be classified, with the reason in their headers
 * @param modelSelection the model selection, compacted
 * @param shadow prediction events of the shadow model
 * @param instances status of each instance of the stream processor, compacted
 */
public record TopicNames(
        String images, String predictions, String rejected, String modelSelection, String shadow, String instances) {

    /** The default names. */
    public static final TopicNames DEFAULT = new TopicNames(
            "images", "predictions", "images.rejected", "model-selection", "predictions.shadow", "instances");

    /**
     * How much larger records on the output topics may be than those on the images topic, in bytes: 64 KiB. A
     * rejection is the image record with additional headers. A prediction has the key and the attributes of its image
     * event.
     */
    public static final int OUTPUT_EXTRA_BYTES = 64 << 10;

    /** Default maximum size of an image record in bytes: 1 MiB. */
    public static final int DEFAULT_MAX_IMAGE_BYTES = 1 << 20;

    /**
     * Validates the names.
     *
     * @param images topic of image events
     * @param predictions topic of prediction events
     * @param rejected the dead-letter topic
     * @param modelSelection topic of the model selection
     * @param shadow topic of shadow predictions
     * @param instances topic of the instance status
     * @throws IllegalArgumentException if a name is blank or two names are equal
     */
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

    /** {@return all names, in the order of the components} */
    public List<String> all() {
        return List.of(images, predictions, rejected, modelSelection, shadow, instances);
    }
}
