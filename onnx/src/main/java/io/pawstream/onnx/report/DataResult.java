package io.pawstream.onnx.report;

import io.pawstream.model.ModelCard;
import io.pawstream.onnx.dataset.DataSummary;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * What the report says of images, as some models had them divided.
 *
 * @param models names of these models
 * @param summary counts of the images
 * @param fingerprints the splits as the cards describe them, by name
 * @param examples some of the images
 */
public record DataResult(
        List<String> models, DataSummary summary, Map<String, ModelCard.Split> fingerprints, BufferedImage examples) {

    public DataResult {
        models = List.copyOf(models);
    }
}
