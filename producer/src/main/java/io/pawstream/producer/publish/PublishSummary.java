package io.pawstream.producer.publish;

import java.util.List;

/**
 * What became of the images. Every file taken from the source is counted in one of the numbers.
 *
 * @param acknowledged events that the broker has
 * @param acknowledgedBytes sum of their images' sizes
 * @param tooLarge images that are larger than the topic allows
 * @param tooLargeNames the first of them, each with its size; one that came round several times once
 * @param failed images that were not published for another reason, those included whose turn did not come
 * @param failures the first of them, each with the reason
 * @param notImages files that are not named like an image
 * @param seconds time from the first image to the last acknowledgement
 * @param stopped whether {@link ImagePublisher#stop} ended it
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

    /** How many images are named at most. */
    public static final int MAX_NAMES = 20;

    public PublishSummary {
        tooLargeNames = List.copyOf(tooLargeNames);
        failures = List.copyOf(failures);
    }

    /** Acknowledged events a second. */
    public double ratePerSecond() {
        return seconds > 0 ? acknowledged / seconds : 0;
    }
}
