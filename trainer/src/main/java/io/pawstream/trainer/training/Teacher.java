package io.pawstream.trainer.training;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Prediction;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A model whose predictions are the targets of a training (Beyer et al. 2022, "Knowledge distillation: a good teacher
 * is patient and consistent"). It classifies the same changed images as the network. Each image has {@value #VIEWS}
 * random changes, or fewer if their predictions need too much memory. They repeat, so each of them is classified once. All logits are divided by a temperature, so that
 * the confidence of the teacher influences the target (Hinton et al. 2015). Where the teacher is wrong, the target is
 * the label. Not thread-safe.
 */
public final class Teacher implements Targets, AutoCloseable {

    private static final int VIEWS = 16;
    private static final long MAX_BYTES = 256L << 20;
    private static final float TEMPERATURE = 3;
    /**
     * Larger differences between logits are not distinguishable in float probabilities. The logit of a label exceeds
     * the others by this difference.
     */
    private static final double LARGEST_DIFFERENCE = 8;

    private final OnnxModel model;
    private final Classifier classifier;
    private final int classes;
    /** Probabilities by view: a row per image. The first one of a row is NaN if the image is not classified yet. */
    private final float[][] predictions;

    /**
     * Loads an exported model.
     *
     * @param onnx the file
     * @param size size of the network's images
     * @param classes number of classes, at least 2
     * @param images number of images in the training split
     * @throws ModelException if the model cannot be loaded, or has images of another size or other classes
     */
    public Teacher(Path onnx, ImageSize size, int classes, int images) throws ModelException {
        model = OnnxModel.load(onnx, size, classes);
        classifier = model.newClassifier();
        this.classes = classes;
        predictions = new float[views(images, classes)][];
        for (int view = 0; view < predictions.length; view++) {
            predictions[view] = new float[Math.multiplyExact(images, classes)];
            Arrays.fill(predictions[view], Float.NaN);
        }
    }

    @Override
    public float[] of(ByteBuffer pixels, int[] labels, int[] indices, int view) throws ModelException {
        float[] known = predictions[view];
        if (Arrays.stream(indices).anyMatch(index -> Float.isNaN(known[index * classes]))) {
            float[] classified = classify(pixels, indices.length);
            for (int i = 0; i < indices.length; i++) {
                System.arraycopy(classified, i * classes, known, indices[i] * classes, classes);
            }
        }
        FloatBuffer targets = FloatBuffer.allocate(labels.length * classes);
        for (int i = 0; i < labels.length; i++) {
            int start = indices[i] * classes;
            targets.put(target(Arrays.copyOfRange(known, start, start + classes), labels[i]));
        }
        return targets.array();
    }

    private float[] classify(ByteBuffer pixels, int count) throws ModelException {
        try {
            return classifier.probabilities(pixels, count);
        } catch (InferenceException e) {
            throw new ModelException("inference of the teacher failed: " + e.getMessage(), e);
        }
    }

    @Override
    public int view(int epoch) {
        return epoch % predictions.length;
    }

    /** {@return the number of random changes of each image} */
    static int views(int images, int classes) {
        return (int) Math.max(1, Math.min(VIEWS, MAX_BYTES / ((long) images * classes * Float.BYTES)));
    }

    /**
     * Returns the targets for an image.
     *
     * @param probabilities the teacher's probability of each class, 0 to 1
     * @param label class of the image
     * @return target probability of each class
     */
    static float[] target(float[] probabilities, int label) {
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
            weights[i] = i == label ? 1 : Math.exp(-difference / TEMPERATURE);
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
        return TEMPERATURE;
    }

    @Override
    public void close() {
        classifier.close();
        model.close();
    }
}
