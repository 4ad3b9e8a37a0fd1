package io.pawstream.producer.publish;

import java.util.List;

/**
 * Results of publishing. Each file of the source counts as acknowledged, too large, failed or not an image.
 *
 * @param acknowledged events that the broker has acknowledged
 * @param acknowledgedBytes total size of their images in bytes
 * @param tooLarge images that are larger than the topic allows
 * @param tooLargeNames names of the first {@value #MAX_NAMES} of them, each with its size; without duplicates
 * @param failed images that were not published for another reason, including those that were not attempted
 * @param failures names of the first {@value #MAX_NAMES} of them, each with the reason; without duplicates
 * @param notImages files without an image extension
 * @param seconds time from the first image to the last acknowledgement, in seconds
 * @param stopped whether publishing was stopped before its end
 */
public record PublishSummary(
        long acknowledged,
        long acknowledgedBytes,
        long tooLarge,
        List<String> tooLargeNames,
        long failed,
        List<String> failures,
        long notImages,
        double seconds,
        boolean stopped) {

    /** Maximum number of names in a list. */
    public static final int MAX_NAMES = 20;

    /**
     * Copies the lists.
     *
     * @param acknowledged number of acknowledged events
     * @param acknowledgedBytes total size of their images in bytes
     * @param tooLarge number of images that are larger than the topic allows
     * @param tooLargeNames names of the first of them, each with its size
     * @param failed number of images that were not published for another reason
     * @param failures names of the first of them, each with the reason
     * @param notImages number of files without an image extension
     * @param seconds duration in seconds
     * @param stopped whether publishing was stopped before its end
     */
    public PublishSummary {
        tooLargeNames = List.copyOf(tooLargeNames);
        failures = List.copyOf(failures);
    }

    /** {@return acknowledged events per second; 0 without a duration} */
    public double ratePerSecond() {
        return seconds > 0 ? acknowledged / seconds : 0;
    }
}
