package io.pawstream.processor.models;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A network whose probability is the red channel of the first pixel. It can be blocked and made to fail. */
public final class FakeNetwork implements Network {

    private static final ImageSize SIZE = new ImageSize(4, 4);

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

    /** Returns a model with this network and one lease. */
    public LoadedModel model(String name) {
        return model(name, "20260101.000000");
    }

    /** Returns a model of the given version with this network and one lease. */
    public LoadedModel model(String name, String version) {
        return new LoadedModel(card(name, version, ImageDecoder.RECIPE), this, DecodeLimits.DEFAULT, maxBatch);
    }

    static ModelCard card(String name, String version, int pixelRecipe) {
        return new ModelCard(
                name,
                version,
                "a fake",
                List.of("cat", "dog"),
                SIZE.width(),
                SIZE.height(),
                pixelRecipe,
                17,
                "0".repeat(64),
                1,
                null,
                null,
                null);
    }

    @Override
    public ImageSize size() {
        return SIZE;
    }

    @Override
    public float[] probabilities(ByteBuffer images, int count) throws InferenceException {
        permits.acquireUninterruptibly();
        batches.add(count);
        float[] probabilities = new float[count];
        for (int i = 0; i < count; i++) {
            int red = images.get(i * SIZE.bytes()) & 0xFF;
            if (failsOnRed == -2 || red == failsOnRed) {
                throw new InferenceException("set to fail on red " + red, null);
            }
            if (red == throwsOnRed) {
                throw new IllegalStateException("set to throw on red " + red);
            }
            probabilities[i] = red / 255f;
        }
        return probabilities;
    }

    @Override
    public void close() {
        closed = true;
    }
}
