package io.pawstream.processor.models;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Origin;
import io.pawstream.model.Prediction;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * A network whose probability of the second class is the red channel of the first pixel; the first class gets the rest.
 * It can be blocked and made to fail.
 */
public final class FakeNetwork implements Network {

    /** Classes of a network for which a test names none. */
    public static final List<String> CLASSES = List.of("cat", "dog");

    private final List<String> classes;
    private final ImageSize size;

    /** Sizes of the batches it has run. */
    public final List<Integer> batches = new CopyOnWriteArrayList<>();

    /** Each batch takes one permit; plenty are available until a test drains them. */
    public final Semaphore permits = new Semaphore(1_000_000);

    /** Red value on which inference fails; -1 for none, -2 for all. */
    public volatile int failsOnRed = -1;

    /** Red value on which an unexpected exception is thrown; -1 for none. */
    public volatile int throwsOnRed = -1;

    /** Largest batch of the models with this network; set before {@link #model}. */
    public int maxBatch = Integer.MAX_VALUE;

    public volatile boolean closed;

    /** Creates a network for 4x4 pixels with the classes cat and dog. */
    public FakeNetwork() {
        this(CLASSES, new ImageSize(4, 4));
    }

    /** Creates a network. */
    public FakeNetwork(List<String> classes, ImageSize size) {
        this.classes = classes;
        this.size = size;
    }

    /** Returns a prediction of cat and dog with this probability of dog. */
    public static Prediction prediction(double dog) {
        return Prediction.of(CLASSES, FloatBuffer.wrap(new float[] {(float) (1 - dog), (float) dog}), 5);
    }

    /** Returns a model with this network and one lease. */
    public LoadedModel model(String name) {
        return model(name, "20260101.000000");
    }

    /** Returns a model of the given version with this network and one lease. */
    public LoadedModel model(String name, String version) {
        return model(card(name, version));
    }

    /** Returns a model with this network, another card and one lease. */
    public LoadedModel model(ModelCard card) {
        return new LoadedModel(card, this, DecodeLimits.DEFAULT, maxBatch);
    }

    /** Returns the card of a model with this network. */
    public ModelCard card(String name, String version) {
        return new ModelCard(
                ModelCard.SCHEMA,
                name,
                version,
                "a fake",
                classes,
                size,
                Preprocessing.stretched(size),
                null,
                17,
                "0".repeat(64),
                1,
                Origin.of(new Origin.Import("fake.onnx", "0".repeat(64), Map.of())),
                null);
    }

    @Override
    public float[] probabilities(ByteBuffer images, int count) throws InferenceException {
        permits.acquireUninterruptibly();
        batches.add(count);
        float[] probabilities = new float[count * classes.size()];
        for (int i = 0; i < count; i++) {
            int red = images.get(i * size.bytes()) & 0xFF;
            if (failsOnRed == -2 || red == failsOnRed) {
                throw new InferenceException("set to fail on red " + red, null);
            }
            if (red == throwsOnRed) {
                throw new IllegalStateException("set to throw on red " + red);
            }
            probabilities[i * classes.size()] = 1 - red / 255f;
            probabilities[i * classes.size() + 1] = red / 255f;
        }
        return probabilities;
    }

    @Override
    public void close() {
        closed = true;
    }
}
