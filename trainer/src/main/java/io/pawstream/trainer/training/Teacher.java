package io.pawstream.trainer.training;

import io.pawstream.model.ModelException;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Another model's answers on the very images that the network sees, mirrored and turned as they are (Beyer et al. 2022,
 * "Knowledge distillation: a good teacher is patient and consistent"). There are {@value #VIEWS} ways in which each image is
 * changed, which return: asking costs a third of the time of learning, and is done once for each of them. Both logits are divided by a temperature, so that how
 * sure the teacher is counts too (Hinton et al. 2015). Where the teacher is wrong the label is taken. For one thread.
 */
public final class Teacher implements Targets, AutoCloseable {

    private static final int VIEWS = 16;
    private static final float TEMPERATURE = 3;
    /** A float cannot say how far beyond this a logit was; labels are taken as this sure. */
    private static final double LARGEST_LOGIT = 8;

    private final OnnxModel model;
    private final Classifier classifier;
    /** By view, then by image; NaN where the teacher was not asked yet. */
    private final float[][] answers = new float[VIEWS][];

    /**
     * An exported model as a teacher.
     *
     * @param onnx the file
     * @param size size of the network's images
     * @param images number of images in the training split
     * @throws ModelException if the model cannot be loaded or takes images of another size
     */
    public Teacher(Path onnx, ImageSize size, int images) throws ModelException {
        model = OnnxModel.load(onnx, size);
        classifier = model.newClassifier();
        for (int view = 0; view < VIEWS; view++) {
            answers[view] = new float[images];
            Arrays.fill(answers[view], Float.NaN);
        }
    }

    @Override
    public float[] of(ByteBuffer pixels, float[] labels, int[] indices, int view) throws ModelException {
        float[] known = answers[view];
        if (Arrays.stream(indices).anyMatch(index -> Float.isNaN(known[index]))) {
            float[] asked = ask(pixels, indices.length);
            for (int i = 0; i < asked.length; i++) {
                known[indices[i]] = asked[i];
            }
        }
        float[] targets = new float[labels.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = target(known[indices[i]], labels[i] == 1);
        }
        return targets;
    }

    private float[] ask(ByteBuffer pixels, int count) throws ModelException {
        try {
            return classifier.probabilities(pixels, count);
        } catch (InferenceException e) {
            throw new ModelException("the teacher fails on a batch: " + e.getMessage(), e);
        }
    }

    @Override
    public int view(int epoch) {
        return epoch % VIEWS;
    }

    /** What the network shall say of an image: see above. */
    static float target(float answer, boolean label) {
        double logit = Math.log(answer) - Math.log1p(-answer);
        boolean right = (answer >= 0.5f) == label;
        double wanted = right ? Math.min(Math.abs(logit), LARGEST_LOGIT) : LARGEST_LOGIT;
        return (float) (1 / (1 + Math.exp((label ? -wanted : wanted) / TEMPERATURE)));
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
