package io.pawstream.onnx.evaluation;

/**
 * What a model says of a labelled image.
 *
 * @param name name of the image in its source
 * @param label 0 for cat, 1 for dog
 * @param probability probability of dog, 0 to 1
 */
public record LabelledPrediction(String name, int label, float probability) {

    /** What the model calls it: 1, a dog, from probability 0.5 on. */
    public int called() {
        return probability >= 0.5f ? 1 : 0;
    }
}
