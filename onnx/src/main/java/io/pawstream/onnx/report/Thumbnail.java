package io.pawstream.onnx.report;

import io.pawstream.onnx.evaluation.LabeledPrediction;
import java.awt.image.BufferedImage;

/**
 * A classified image.
 *
 * @param prediction its prediction
 * @param image the pixels that the model classified
 */
public record Thumbnail(LabeledPrediction prediction, BufferedImage image) {}
