package io.pawstream.producer.publish;

import java.util.ArrayList;
import java.util.List;

/**
 * Results of publishing. Each file of the source counts as acknowledged, too large, failed or not an image.
 *
 * @param acknowledged events that the broker has acknowledged
 * @param acknowledgedBytes total size of their images in bytes
 * @param tooLarge images that are larger than the topic allows, each name with its size
 * @param failed images that were not published for another reason, including those that were not attempted, each name
 *     with the reason
 * @param notImages files without an image extension
 * @param seconds time from the first image to the last acknowledgement, in seconds
 * @param stopped whether publishing was stopped before its end
 */
public record PublishSummary(
        long acknowledged,
        long acknowledgedBytes,
        Unpublished tooLarge,
        Unpublished failed,
        Unpublished notImages,
        double seconds,
        boolean stopped) {

    /** Maximum number of names in a list. */
    public static final int MAX_NAMES = 10;

    /**
     * Files that were not published.
     *
     * @param count number of files; with a loop, one file can count several times
     * @param names names of the first {@value #MAX_NAMES} of them, without duplicates
     */
    public record Unpublished(long count, List<String> names) {

        /** No files. */
        public static final Unpublished NONE = new Unpublished(0, List.of());

        /**
         * Copies the list.
         *
         * @param count number of files
         * @param names names of the first of them
         */
        public Unpublished {
            names = List.copyOf(names);
        }

        /** {@return these files and one more} */
        Unpublished plus(String name) {
            List<String> more = new ArrayList<>(names);
            if (more.size() < MAX_NAMES && !more.contains(name)) {
                more.add(name);
            }
            return new Unpublished(count + 1, more);
        }
    }

    /** {@return acknowledged events per second; 0 without a duration} */
    public double ratePerSecond() {
        return seconds > 0 ? acknowledged / seconds : 0;
    }
}
