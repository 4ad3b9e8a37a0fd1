package io.pawstream.trainer.training;

import io.pawstream.contract.model.ModelException;
import io.pawstream.contract.model.ModelFolder;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;

/**
 * Another model's answers on the very pictures that the network sees, mirrored and turned as they are (Beyer et al. 2022,
 * "Knowledge distillation: a good teacher is patient and consistent"). Both logits are divided by a temperature, so that how
 * sure the teacher is counts too (Hinton et al. 2015). Where the teacher is wrong the label is taken. For one thread.
 */
public final class Teacher implements Targets, AutoCloseable {

    private static final float TEMPERATURE = 3;
    /** A float cannot say how far beyond this a logit was; labels are taken as this sure. */
    private static final double LARGEST_LOGIT = 8;

    private final OnnxModel model;
    private final Classifier classifier;

    /**
     * A published model as a teacher.
     *
     * @param size size of the network's pictures
     * @throws ModelException if the model cannot be loaded or takes pictures of another size
     */
    public Teacher(ModelFolder folder, ImageSize size) throws ModelException {
        model = OnnxModel.load(folder.onnx(), size);
        classifier = model.newClassifier();
    }

    @Override
    public float[] of(ByteBuffer pixels, float[] labels) throws ModelException {
        try {
            float[] answers = classifier.probabilities(pixels, labels.length);
            float[] targets = new float[labels.length];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = target(answers[i], labels[i] == 1);
            }
            return targets;
        } catch (InferenceException e) {
            throw new ModelException("the teacher fails on a batch: " + e.getMessage(), e);
        }
    }

    /** What the network shall say of a picture: see above. */
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
