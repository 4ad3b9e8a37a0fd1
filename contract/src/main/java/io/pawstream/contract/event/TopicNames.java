package io.pawstream.contract.event;

import java.util.List;

/**
 * The topics. All names are configuration; these are what a service uses when it is told nothing.
 *
 * @param images image events, encoded images
 * @param predictions prediction events, JSON
 * @param rejected images that were refused, with the reason in their headers
 * @param modelSelection which model classifies
 * @param shadow what the shadow model would have said, prediction events too
 * @param instances what the processor's instances are doing
 */
public record TopicNames(
        String images, String predictions, String rejected, String modelSelection, String shadow, String instances) {

    public static final TopicNames DEFAULT = new TopicNames(
            "images", "predictions", "images.rejected", "model-selection", "predictions.shadow", "instances");

    /**
     * Room that the output topics have above the images topic, 64 KiB: a rejection is the image record with more headers,
     * and a prediction has the image record's key and attributes.
     */
    public static final int OUTPUT_EXTRA_BYTES = 64 << 10;

    /** Largest image event unless configured otherwise, in bytes: 1 MiB. */
    public static final int DEFAULT_MAX_IMAGE_BYTES = 1 << 20;

    public TopicNames {
        List<String> names = List.of(images, predictions, rejected, modelSelection, shadow, instances);
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a topic name is empty in " + names);
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("topic names must differ, but they are " + names);
        }
    }
}
