package io.pawstream.vision.inference;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.pawstream.model.ImageSize;
import java.nio.ByteBuffer;

/** Runs a network on batches of pixels. Not thread-safe: each thread needs its own classifier. */
public final class Classifier implements AutoCloseable {

    /** Rounding of a softmax in 32-bit floats over {@link io.pawstream.model.ModelCard#MOST_CLASSES} classes. */
    private static final double TOLERANCE = 1e-3;

    private final ImageSize size;
    private final int classes;
    private final Predictor<Batch, float[]> predictor;

    Classifier(Model model, ImageSize size, int classes) {
        this.size = size;
        this.classes = classes;
        this.predictor = model.newPredictor(new PixelTranslator(size, classes));
    }

    /**
     * Computes the probability of each class for each image of a batch, on the calling thread.
     *
     * @param images direct buffer with {@code count} images from index 0: uint8 [count, height, width, 3], RGB
     * @param count number of images, at least 1
     * @return float32 [count, classes], row-major: one row per image, in the order of the images; each row sums to 1
     * @throws InferenceException if the network fails, or its output is not such probabilities
     * @throws IllegalArgumentException if the buffer is not direct or too small
     */
    public float[] probabilities(ByteBuffer images, int count) throws InferenceException {
        if (!images.isDirect() || count < 1 || images.capacity() < (long) count * size.bytes()) {
            throw new IllegalArgumentException("batch of " + count + " images in " + images
                    + "; it must have at least one image, and a direct buffer with " + size.bytes()
                    + " bytes for each");
        }
        try {
            float[] probabilities = predictor.predict(new Batch(images.slice(0, count * size.bytes()), count));
            if (probabilities.length != count * classes) {
                throw new InferenceException(
                        "the network returned " + probabilities.length / classes + " rows for " + count + " images",
                        null);
            }
            requireProbabilities(probabilities);
            return probabilities;
        } catch (TranslateException | RuntimeException e) {
            throw new InferenceException(OnnxModel.rootMessage(e), e);
        }
    }

    private void requireProbabilities(float[] values) throws InferenceException {
        for (int row = 0; row < values.length; row += classes) {
            double sum = 0;
            for (int i = row; i < row + classes; i++) {
                if (!(values[i] >= 0 && values[i] <= 1)) {
                    throw new InferenceException(
                            "the network returned " + values[i] + "; a probability must be 0 to 1", null);
                }
                sum += values[i];
            }
            if (Math.abs(sum - 1) > TOLERANCE) {
                throw new InferenceException(
                        "the network returned probabilities with a sum of " + sum + " for an image; it must be 1",
                        null);
            }
        }
    }

    @Override
    public void close() {
        predictor.close();
    }

    private record Batch(ByteBuffer images, int count) {}

    /** Passes a batch as one buffer, so that DJL does not stack or copy tensors. */
    private record PixelTranslator(ImageSize size, int classes) implements NoBatchifyTranslator<Batch, float[]> {

        @Override
        public NDList processInput(TranslatorContext context, Batch batch) {
            Shape shape = new Shape(batch.count(), size.height(), size.width(), 3);
            return new NDList(context.getNDManager().create(batch.images(), shape, DataType.UINT8));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList output) throws InferenceException {
            NDArray probabilities = output.singletonOrThrow();
            Shape shape = probabilities.getShape();
            if (shape.dimension() != 2 || shape.get(1) != classes) {
                throw new InferenceException(
                        "the network returned probabilities of shape " + shape + "; a row per image with " + classes
                                + " classes is required",
                        null);
            }
            return probabilities.toFloatArray();
        }
    }
}
