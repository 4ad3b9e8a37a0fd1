package io.pawstream.onnx.evaluation;

import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The prediction of a model for a labeled image. Classes are their indices on the model card, from 0.
 *
 * @param name name of the image in its source
 * @param label the class of the image
 * @param ranked the {@value ModelCard#TOP} most probable classes, highest probability first, or all of fewer classes
 * @param confidence probability of the predicted class, 0 to 1
 */
public record LabeledPrediction(String name, int label, List<Integer> ranked, double confidence) {

    /**
     * Ranks the output of a network.
     *
     * @param name name of the image in its source
     * @param label the class of the image
     * @param probabilities probability of each class, 0 to 1
     * @return the prediction
     */
    public static LabeledPrediction of(String name, int label, FloatBuffer probabilities) {
        int[] ranked = Prediction.ranked(probabilities, Math.min(ModelCard.TOP, probabilities.remaining()));
        return new LabeledPrediction(
                name,
                label,
                Arrays.stream(ranked).boxed().toList(),
                probabilities.get(probabilities.position() + ranked[0]));
    }

    /** {@return the predicted class} */
    public int predictedLabel() {
        return ranked.get(0);
    }

    /** {@return whether the predicted class is not the class of the image} */
    public boolean isWrong() {
        return predictedLabel() != label;
    }

    /** {@return whether the class of the image is one of the most probable ones} */
    public boolean isInTop() {
        return ranked.contains(label);
    }
}
