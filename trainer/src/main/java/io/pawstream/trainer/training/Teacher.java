package io.pawstream.trainer.training;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Prediction;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A model whose predictions are the targets of a training (Beyer et al. 2022, "Knowledge distillation: a good teacher
 * is patient and consistent"). It classifies the same changed images as the network. Each image has {@value #VIEWS}
 * random changes, which repeat, so each of them is classified once. Both logits are divided by a temperature, so that
 * the confidence of the teacher influences the target (Hinton et al. 2015). Where the teacher is wrong, the target is
 * the label. Not thread-safe.
 */
public final class Teacher implements Targets, AutoCloseable {

    private static final int VIEWS = 16;
    private static final float TEMPERATURE = 3;
    /** Larger logits are not distinguishable in a float probability. Labels have this logit. */
    private static final double LARGEST_LOGIT = 8;

    private final OnnxModel model;
    private final Classifier classifier;
    /** Probabilities of the second class by view and image; NaN if not classified yet. */
    private final float[][] predictions = new float[VIEWS][];

    /**
     * Loads an exported model.
     *
     * @param onnx the file
     * @param size size of the network's images
     * @param images number of images in the training split
     * @throws ModelException if the model cannot be loaded, or takes images of another size
     */
    public Teacher(Path onnx, ImageSize size, int images) throws ModelException {
        model = OnnxModel.load(onnx, size);
        classifier = model.newClassifier();
        for (int view = 0; view < VIEWS; view++) {
            predictions[view] = new float[images];
            Arrays.fill(predictions[view], Float.NaN);
        }
    }

    @Override
    public float[] of(ByteBuffer pixels, float[] labels, int[] indices, int view) throws ModelException {
        float[] known = predictions[view];
        if (Arrays.stream(indices).anyMatch(index -> Float.isNaN(known[index]))) {
            float[] classified = classify(pixels, indices.length);
            for (int i = 0; i < classified.length; i++) {
                known[indices[i]] = classified[i];
            }
        }
        float[] targets = new float[labels.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = target(known[indices[i]], labels[i] == 1);
        }
        return targets;
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
        return epoch % VIEWS;
    }

    /**
     * Returns the target for an image.
     *
     * @param probability the teacher's probability of the second class, 0 to 1
     * @param label whether the image has the second class
     * @return target probability of the second class
     */
    static float target(float probability, boolean label) {
        double logit = Math.log(probability) - Math.log1p(-probability);
        boolean correct = Prediction.labelIndex(probability) == (label ? 1 : 0);
        double magnitude = correct ? Math.min(Math.abs(logit), LARGEST_LOGIT) : LARGEST_LOGIT;
        return (float) (1 / (1 + Math.exp((label ? -magnitude : magnitude) / TEMPERATURE)));
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
