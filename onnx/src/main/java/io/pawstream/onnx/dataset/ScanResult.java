package io.pawstream.onnx.dataset;

import java.util.List;
import java.util.SortedMap;

/**
 * The usable images of a source, and how many files were skipped.
 *
 * @param samples the usable images, in the order of the source
 * @param skipped number of skipped files by reason
 */
public record ScanResult(List<Sample> samples, SortedMap<String, Integer> skipped) {

    /** {@return a summary, for instance {@code 13957 images, 45 files skipped: 15 not JFIF, 30 unreadable}} */
    public String summary() {
        return summary(samples.size(), skipped);
    }

    /**
     * Returns a summary of a scan.
     *
     * @param images number of usable images
     * @param skipped number of skipped files by reason
     * @return the summary, in one line
     */
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
