package io.pawstream.producer.publish;

import java.util.List;

/**
 * Results of publishing. Each file of the source counts as acknowledged, too large, failed or not an image.
 *
 * @param acknowledged events that the broker has acknowledged
 * @param acknowledgedBytes total size of their images in bytes
 * @param tooLarge images that are larger than the topic allows
 * @param tooLargeNames names of the first {@value #MAX_NAMES} of them, each with its size; without duplicates
 * @param failed images that were not published for another reason, including those that were not tried
 * @param failures names of the first {@value #MAX_NAMES} of them, each with the reason; without duplicates
 * @param notImages files without an image extension
 * @param seconds time from the first image to the last acknowledgement
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

    public PublishSummary {
        tooLargeNames = List.copyOf(tooLargeNames);
        failures = List.copyOf(failures);
    }

    /** Acknowledged events per second. */
    public double ratePerSecond() {
        return seconds > 0 ? acknowledged / seconds : 0;
    }
}
