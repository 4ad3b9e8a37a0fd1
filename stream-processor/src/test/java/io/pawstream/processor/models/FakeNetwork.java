package io.pawstream.processor.models;

import io.pawstream.model.ModelCard;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A network whose answer is known: the red of the first pixel. It can be held, and made to fail. */
public final class FakeNetwork implements Network {

    private static final ImageSize SIZE = new ImageSize(4, 4);

    /** Sizes of the batches that it was given. */
    public final List<Integer> batches = new CopyOnWriteArrayList<>();

    /** Each batch takes one; there are plenty until a test drains them. */
    public final Semaphore permits = new Semaphore(1_000_000);

    /** Red of the first pixel on which it fails; -1 for none, -2 for all. */
    public volatile int failsOnRed = -1;

    /** Red of the first pixel on which it throws what nobody foresees; -1 for none. */
    public volatile int throwsOnRed = -1;

    public volatile boolean closed;

    /** A model of this network with one lease. */
    public LoadedModel model(String name) {
        return model(name, "20260101.000000");
    }

    /** The same, of a version. */
    public LoadedModel model(String name, String version) {
        ModelCard card = new ModelCard(
                name,
                version,
                "a fake",
                List.of("cat", "dog"),
                SIZE.width(),
                SIZE.height(),
                ImageDecoder.RECIPE,
                17,
                "0".repeat(64),
                1,
                null,
                null);
        return new LoadedModel(card, this, DecodeLimits.DEFAULT);
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
                throw new InferenceException("told to fail on red " + red, null);
            }
            if (red == throwsOnRed) {
                throw new IllegalStateException("told to throw on red " + red);
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
