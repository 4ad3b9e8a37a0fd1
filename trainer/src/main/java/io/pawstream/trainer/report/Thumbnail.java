package io.pawstream.trainer.report;

import io.pawstream.trainer.evaluation.Prediction;
import java.awt.image.BufferedImage;

/**
 * An image and what a model said of it.
 *
 * @param prediction what it said
 * @param image the pixels that it saw
 */
public record Thumbnail(Prediction prediction, BufferedImage image) {}
