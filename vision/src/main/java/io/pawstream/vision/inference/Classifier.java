package io.pawstream.vision.inference;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;

/** Runs a network on batches of pixels. Not thread-safe: each thread needs its own classifier. */
public final class Classifier implements AutoCloseable {

    private final ImageSize size;
    private final Predictor<Batch, float[]> predictor;

    Classifier(Model model, ImageSize size) {
        this.size = size;
        this.predictor = model.newPredictor(new PixelTranslator(size));
    }

    /**
     * Computes the probability of the second class for each image of a batch, on the calling thread.
     *
     * @param images direct buffer with {@code count} images from index 0: uint8 [count, height, width, 3], RGB
     * @param count number of images, at least 1
     * @return {@code count} probabilities, 0 to 1, in the order of the images
     * @throws InferenceException if the network fails, or its output is not {@code count} probabilities
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
            if (probabilities.length != count) {
                throw new InferenceException(
                        "the network returned " + probabilities.length + " values for " + count + " images", null);
            }
            for (float probability : probabilities) {
                if (!(probability >= 0 && probability <= 1)) {
                    throw new InferenceException(
                            "the network returned " + probability + "; a probability must be 0 to 1", null);
                }
            }
            return probabilities;
        } catch (TranslateException | RuntimeException e) {
            throw new InferenceException(OnnxModel.rootMessage(e), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
    }

    private record Batch(ByteBuffer images, int count) {}

    /** Passes a batch as one buffer, so that DJL does not stack or copy tensors. */
    private record PixelTranslator(ImageSize size) implements NoBatchifyTranslator<Batch, float[]> {

        @Override
        public NDList processInput(TranslatorContext context, Batch batch) {
            Shape shape = new Shape(batch.count(), size.height(), size.width(), 3);
            return new NDList(context.getNDManager().create(batch.images(), shape, DataType.UINT8));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList output) {
            return output.singletonOrThrow().toFloatArray();
        }
    }
}
