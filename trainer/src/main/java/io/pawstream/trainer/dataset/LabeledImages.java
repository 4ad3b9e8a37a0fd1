package io.pawstream.trainer.dataset;

import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import java.util.List;

/**
 * Images with their labels and pixels.
 *
 * @param store pixels of the images
 * @param samples the images
 */
public record LabeledImages(PixelStore store, List<Sample> samples) {

    /**
     * Copies the list.
     *
     * @param store pixels of the images
     * @param samples the images
     */
    public LabeledImages {
        samples = List.copyOf(samples);
    }
}
