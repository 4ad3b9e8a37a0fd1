package io.pawstream.trainer.training;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Prediction;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.evaluation.FeatureNetwork;
import io.pawstream.trainer.dataset.LabeledImages;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A model whose predictions are the targets of a training (Beyer et al. 2022, "Knowledge distillation: a good teacher
 * is patient and consistent"). It classifies the same changed images as the network. All logits are divided by a
 * temperature, so that the confidence of the teacher influences the target (Hinton et al. 2015). Where the teacher is
 * wrong, the target is the label. The network may also learn the features of the teacher, the input of its last layer,
 * which say more about an image than the probabilities of two classes. Not thread-safe.
 */
public final class Teacher implements Targets, AutoCloseable {

    private static final int STANDARDIZED = 1024;
    private static final int BATCH_SIZE = 64;
    /**
     * Larger differences between logits are not distinguishable in float probabilities. The logit of a label exceeds
     * the others by this difference.
     */
    private static final double LARGEST_DIFFERENCE = 8;

    /** A feature that varies less than this share of the mean deviation is constant except for rounding. */
    private static final double LEAST_DEVIATION = 0.1;

    private final FeatureNetwork network;
    private final int classes;
    private final Settings settings;
    private final float[] means;
    private final float[] factors;

    /**
     * How a network learns from a teacher.
     *
     * @param temperature divisor of logits, at least 1
     * @param featureWeight weight of the features in the loss, at least 0; 0 to learn the probabilities only
     */
    public record Settings(float temperature, float featureWeight) {

        /**
         * Checks the values.
         *
         * @param temperature divisor of logits, at least 1
         * @param featureWeight weight of the features in the loss, at least 0
         * @throws IllegalArgumentException if a value is out of range
         */
        public Settings {
            if (!(temperature >= 1 && temperature <= 100)) {
                throw new IllegalArgumentException("--temperature is " + temperature + "; it must be 1 to 100");
            }
            if (!(featureWeight >= 0 && featureWeight <= 1000)) {
                throw new IllegalArgumentException("--feature-weight is " + featureWeight + "; it must be 0 to 1000");
            }
        }
    }

    /**
     * Loads an exported model, and measures the mean and the deviation of its features.
     *
     * @param onnx the file
     * @param classes number of classes, at least 2
     * @param settings how a network learns from it
     * @param images images to train on; the first of them standardize the features
     * @throws ModelException if the model cannot be loaded, or has images of another size, other classes or no features
     */
    public Teacher(Path onnx, int classes, Settings settings, LabeledImages images) throws ModelException {
        this.network = FeatureNetwork.load(onnx, images.store().size(), classes);
        this.classes = classes;
        this.settings = settings;
        if (settings.featureWeight > 0 && network.features() == 0) {
            throw new ModelException(
                    onnx + " has no dense layer, so it has no features to learn; set --feature-weight 0");
        }
        this.means = new float[settings.featureWeight > 0 ? network.features() : 0];
        this.factors = new float[means.length];
        if (means.length > 0) {
            standardize(
                    images.store(),
                    images.samples().subList(0, Math.min(images.samples().size(), STANDARDIZED)));
        }
    }

    private void standardize(PixelStore store, List<Sample> images) throws ModelException {
        double[] sums = new double[means.length];
        double[] squares = new double[means.length];
        ImageSize size = store.size();
        ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_SIZE * size.bytes());
        for (int start = 0; start < images.size(); start += BATCH_SIZE) {
            List<Sample> part = images.subList(start, Math.min(start + BATCH_SIZE, images.size()));
            batch.clear();
            part.forEach(image -> batch.put(store.pixels(image.slot())));
            float[] features = network.run(batch.flip(), part.size()).features();
            for (int i = 0; i < features.length; i++) {
                sums[i % means.length] += features[i];
                squares[i % means.length] += (double) features[i] * features[i];
            }
        }
        double[] deviations = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            double mean = sums[i] / images.size();
            means[i] = (float) mean;
            deviations[i] = Math.sqrt(Math.max(0, squares[i] / images.size() - mean * mean));
        }
        double least = LEAST_DEVIATION * Arrays.stream(deviations).average().orElse(0);
        for (int i = 0; i < means.length; i++) {
            factors[i] = (float) (1 / Math.max(Math.max(deviations[i], least), Float.MIN_NORMAL));
        }
    }

    @Override
    public Target of(ByteBuffer pixels, int[] labels) throws ModelException {
        FeatureNetwork.Output output = network.run(pixels, labels.length);
        FloatBuffer targets = FloatBuffer.allocate(labels.length * classes);
        for (int i = 0; i < labels.length; i++) {
            float[] row = Arrays.copyOfRange(output.probabilities(), i * classes, (i + 1) * classes);
            targets.put(target(row, labels[i], settings.temperature));
        }
        return new Target(targets.array(), standardized(output.features()));
    }

    private float[] standardized(float[] features) {
        if (means.length == 0) {
            return means;
        }
        float[] values = new float[features.length];
        for (int i = 0; i < values.length; i++) {
            int feature = i % means.length;
            values[i] = (features[i] - means[feature]) * factors[feature];
        }
        return values;
    }

    /**
     * Returns the targets for an image.
     *
     * @param probabilities the teacher's probability of each class, 0 to 1
     * @param label class of the image
     * @param temperature divisor of logits
     * @return target probability of each class
     */
    static float[] target(float[] probabilities, int label, float temperature) {
        boolean correct = Prediction.ranked(FloatBuffer.wrap(probabilities), 1)[0] == label;
        double others = 0;
        for (int i = 0; i < probabilities.length; i++) {
            others += i == label ? 0 : probabilities[i];
        }
        // Close to 1, the sum of the others is more exact than the probability of the label.
        double logit = others < 0.5 ? Math.log1p(-others) : Math.log(probabilities[label]);
        double[] weights = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double difference =
                    correct ? Math.min(logit - Math.log(probabilities[i]), LARGEST_DIFFERENCE) : LARGEST_DIFFERENCE;
            weights[i] = i == label ? 1 : Math.exp(-difference / temperature);
            sum += weights[i];
        }
        float[] targets = new float[weights.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) (weights[i] / sum);
        }
        return targets;
    }

    @Override
    public float temperature() {
        return settings.temperature;
    }

    @Override
    public int features() {
        return means.length;
    }

    @Override
    public float featureWeight() {
        return settings.featureWeight;
    }

    @Override
    public void close() throws ModelException {
        network.close();
    }
}
