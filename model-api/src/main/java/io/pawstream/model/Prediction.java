package io.pawstream.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The most probable classes of one image. Only this class converts the output of a network to a label.
 *
 * <pre>{@code
 * Prediction prediction = Prediction.of(List.of("cat", "dog"), FloatBuffer.wrap(new float[] {0.25f, 0.75f}), 5);
 * prediction.label(); // dog
 * prediction.top(); // [dog 0.75, cat 0.25]
 * }</pre>
 *
 * @param labelIndex index of the label in the classes of the model card, from 0
 * @param top the most probable classes, highest first, at least one; of equal ones, the first in the order of the card
 *     comes first
 */
public record Prediction(int labelIndex, List<ClassProbability> top) {

    /**
     * A class and its probability.
     *
     * @param label name of the class
     * @param probability 0 to 1
     */
    public record ClassProbability(String label, double probability) {}

    /**
     * Copies the list.
     *
     * @param labelIndex index of the label in the classes of the model card
     * @param top the most probable classes, highest first
     * @throws IllegalArgumentException if {@code top} is empty
     */
    public Prediction {
        top = List.copyOf(top);
        if (top.isEmpty()) {
            throw new IllegalArgumentException("a prediction has no class; it must have at least one");
        }
    }

    /**
     * Returns the prediction for one image.
     *
     * @param classes the names of the classes, in the order of the model card
     * @param probabilities probability of each class, 0 to 1, in the same order, from the position of the buffer, which
     *     does not change
     * @param most maximum number of classes to keep, at least 1
     * @return the prediction, with all classes if there are no more than {@code most}
     * @throws IllegalArgumentException if {@code most} is less than 1, or the number of probabilities is not that of the
     *     classes
     */
    public static Prediction of(List<String> classes, FloatBuffer probabilities, int most) {
        if (most < 1 || probabilities.remaining() != classes.size()) {
            throw new IllegalArgumentException(probabilities.remaining() + " probabilities of " + classes.size()
                    + " classes, of which " + most + " are kept; both numbers must be equal, and at least one kept");
        }
        int[] ranked = ranked(probabilities, Math.min(most, classes.size()));
        List<ClassProbability> top = new ArrayList<>(ranked.length);
        for (int index : ranked) {
            top.add(new ClassProbability(classes.get(index), probabilities.get(probabilities.position() + index)));
        }
        return new Prediction(ranked[0], top);
    }

    /**
     * Returns the most probable classes.
     *
     * @param probabilities probability of each class, from the position of the buffer, which does not change
     * @param count number of classes to return, 1 to their number
     * @return indices of the classes, highest probability first; of equal ones, the lowest index first
     */
    public static int[] ranked(FloatBuffer probabilities, int count) {
        int[] ranked = new int[count];
        int start = probabilities.position();
        for (int index = 0; index < probabilities.remaining(); index++) {
            float probability = probabilities.get(start + index);
            int place = Math.min(index, count);
            while (place > 0 && probability > probabilities.get(start + ranked[place - 1])) {
                if (place < count) {
                    ranked[place] = ranked[place - 1];
                }
                place--;
            }
            if (place < count) {
                ranked[place] = index;
            }
        }
        return ranked;
    }

    /** {@return the class with the highest probability} */
    public String label() {
        return top.get(0).label();
    }

    /** {@return the probability of the label, which is the confidence of the model, 0 to 1} */
    public double probability() {
        return top.get(0).probability();
    }
}
