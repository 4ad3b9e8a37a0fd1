package io.pawstream.onnx.evaluation;

import io.pawstream.model.Prediction;

/**
 * The prediction of a model for a labeled image.
 *
 * @param name name of the image in its source
 * @param label 0 for cat, 1 for dog
 * @param probability probability of dog, 0 to 1
 */
public record LabeledPrediction(String name, int label, float probability) {

    /** {@return the predicted label: 0 for cat, 1 for dog} */
    public int predictedLabel() {
        return Prediction.labelIndex(probability);
    }

    /** {@return the probability of the predicted label, 0.5 to 1} */
    public double confidence() {
        return Prediction.confidence(probability);
    }

    /** {@return whether the predicted label is not the label} */
    public boolean isWrong() {
        return predictedLabel() != label;
    }
}
