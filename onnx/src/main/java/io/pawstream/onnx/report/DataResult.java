package io.pawstream.onnx.report;

import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.DataSummary;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * The images on the report, as divided for some models.
 *
 * @param models names of these models
 * @param summary statistics of the images
 * @param fingerprints the splits by name, as described on the cards
 * @param examples a sheet with some of the images
 */
public record DataResult(
        List<String> models, DataSummary summary, Map<String, Training.Split> fingerprints, BufferedImage examples) {

    /**
     * Copies the names of the models.
     *
     * @param models names of the models
     * @param summary statistics of the images
     * @param fingerprints the splits by name
     * @param examples a sheet with some of the images
     */
    public DataResult {
        models = List.copyOf(models);
    }
}
