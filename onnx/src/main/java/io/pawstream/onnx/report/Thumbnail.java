package io.pawstream.onnx.report;

import io.pawstream.onnx.evaluation.LabelledPrediction;
import java.awt.image.BufferedImage;

/**
 * An image and what a model said of it.
 *
 * @param prediction what it said
 * @param image the pixels that it saw
 */
public record Thumbnail(LabelledPrediction prediction, BufferedImage image) {}
