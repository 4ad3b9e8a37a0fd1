package io.pawstream.onnx.dataset;

import java.util.List;

/**
 * The usable images of a source, and the skipped files.
 *
 * @param samples the usable images, in the order of the source
 * @param skipped the skipped files
 */
public record ScanResult(List<Sample> samples, SkippedFiles skipped) {

    /** {@return a summary, see {@link SkippedFiles#summary}} */
    public String summary() {
        return skipped.summary(samples.size());
    }
}
