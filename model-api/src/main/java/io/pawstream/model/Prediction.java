package io.pawstream.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The label and the class probabilities of one image. Only this class converts the output of a network to a label.
 *
 * <pre>{@code
 * Prediction prediction = Prediction.ofBinary(List.of("cat", "dog"), 0.75f);
 * prediction.label(); // dog
 * prediction.probabilities(); // {cat=0.25, dog=0.75}
 * }</pre>
 */
public final class Prediction {

    private final int labelIndex;
    private final String label;
    private final double probability;
    private final Map<String, Double> probabilities;

    private Prediction(int labelIndex, String label, double probability, Map<String, Double> probabilities) {
        this.labelIndex = labelIndex;
        this.label = label;
        this.probability = probability;
        this.probabilities = probabilities;
    }

    /**
     * Returns the prediction of a network with one sigmoid unit.
     *
     * @param classes the names of the two classes, in the order of the model card
     * @param probabilityOfSecond the output of the network: the probability of the second class, 0 to 1
     * @return the prediction; its label is the second class if the probability is at least 0.5, otherwise the first
     * @throws IllegalArgumentException if the number of classes is not 2, or the probability is not 0 to 1
     */
    public static Prediction ofBinary(List<String> classes, float probabilityOfSecond) {
        if (classes.size() != 2) {
            throw new IllegalArgumentException("classes are " + classes + "; a network with one output must have two");
        }
        if (!(probabilityOfSecond >= 0 && probabilityOfSecond <= 1)) {
            throw new IllegalArgumentException("probability is " + probabilityOfSecond + "; it must be 0 to 1");
        }
        double second = probabilityOfSecond;
        Map<String, Double> probabilities = new LinkedHashMap<>();
        probabilities.put(classes.get(0), 1 - second);
        probabilities.put(classes.get(1), second);
        int labelIndex = labelIndex(second);
        return new Prediction(
                labelIndex, classes.get(labelIndex), confidence(second), Collections.unmodifiableMap(probabilities));
    }

    /**
     * Converts the output of a network with one sigmoid unit to the index of the label.
     *
     * @param probabilityOfSecond probability of the second class, 0 to 1
     * @return 1 if the probability is at least 0.5, otherwise 0
     */
    public static int labelIndex(double probabilityOfSecond) {
        return probabilityOfSecond >= 0.5 ? 1 : 0;
    }

    /**
     * Converts the output of a network with one sigmoid unit to the confidence.
     *
     * @param probabilityOfSecond probability of the second class, 0 to 1
     * @return probability of the label, 0.5 to 1
     */
    public static double confidence(double probabilityOfSecond) {
        return Math.max(probabilityOfSecond, 1 - probabilityOfSecond);
    }

    /** {@return the index of the label in the classes of the model card, from 0} */
    public int labelIndex() {
        return labelIndex;
    }

    /** {@return the class with the highest probability} */
    public String label() {
        return label;
    }

    /** {@return the probability of the label, which is the confidence of the model, 0.5 to 1} */
    public double probability() {
        return probability;
    }

    /** {@return an unmodifiable map of the probability of each class, 0 to 1, in the order of the model card} */
    public Map<String, Double> probabilities() {
        return probabilities;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prediction that
                && labelIndex == that.labelIndex
                && probabilities.equals(that.probabilities);
    }

    @Override
    public int hashCode() {
        return probabilities.hashCode();
    }

    @Override
    public String toString() {
        return label + " " + probabilities;
    }
}
