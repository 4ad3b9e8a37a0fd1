package io.pawstream.onnx.dataset;

import java.util.List;
import java.util.SortedMap;

/**
 * What was read from a source.
 *
 * @param samples the images that count, in the order of the source
 * @param skipped number of files that do not count, by reason
 */
public record Photos(List<Sample> samples, SortedMap<String, Integer> skipped) {

    /** For people: {@code 13957 images, 45 skipped: 15 not JFIF, 30 unreadable}. */
    public String summary() {
        return summary(samples.size(), skipped);
    }

    /** For people: how many images count, and how many files do not and why. */
    public static String summary(int images, SortedMap<String, Integer> skipped) {
        int total = skipped.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder text = new StringBuilder(images + " images, " + total + " files skipped");
        String separator = ": ";
        for (var reason : skipped.entrySet()) {
            text.append(separator).append(reason.getValue()).append(' ').append(reason.getKey());
            separator = ", ";
        }
        return text.toString();
    }
}
