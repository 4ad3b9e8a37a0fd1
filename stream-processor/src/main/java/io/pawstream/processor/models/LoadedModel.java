package io.pawstream.processor.models;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model in memory with the decoder that makes its pixels.
 *
 * <p>It is closed when the last lease on it ends; the {@link ModelCache} itself holds one for as long as it keeps it.
 */
public final class LoadedModel {

    private final ModelCard card;
    private final Network network;
    private final ImageDecoder decoder;
    private final Queue<ByteBuffer> pixelBuffers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger leases = new AtomicInteger(1);

    /** A model with one lease, which belongs to the caller. */
    LoadedModel(ModelCard card, Network network, DecodeLimits limits) {
        this.card = card;
        this.network = network;
        this.decoder = new ImageDecoder(network.size(), limits);
    }

    /**
     * Loads a model; the first lease belongs to the caller.
     *
     * @throws ModelException if the network cannot be loaded, or was trained on pixels of another recipe
     */
    static LoadedModel load(ModelDirectory folder, DecodeLimits limits) throws ModelException {
        ModelCard card = folder.card();
        if (card.pixelRecipe() != ImageDecoder.RECIPE) {
            throw new ModelException("model " + card.name() + " was trained on pixels of recipe " + card.pixelRecipe()
                    + "; this version makes pixels of recipe " + ImageDecoder.RECIPE);
        }
        ImageSize size = new ImageSize(card.inputWidth(), card.inputHeight());
        return new LoadedModel(card, new OnnxNetwork(OnnxModel.load(folder.onnx(), size)), limits);
    }

    /** The card of the model. */
    public ModelCard card() {
        return card;
    }

    /** The decoder that makes pixels of the model's size. */
    public ImageDecoder decoder() {
        return decoder;
    }

    /** Size of the images that it takes. */
    public ImageSize size() {
        return network.size();
    }

    /** Bytes of the pixels of one image. */
    public int imageBytes() {
        return network.size().bytes();
    }

    /** An empty direct buffer for the pixels of one image; give it back with {@link #release}. */
    public ByteBuffer takePixelBuffer() {
        ByteBuffer buffer = pixelBuffers.poll();
        return buffer == null ? ByteBuffer.allocateDirect(imageBytes()) : buffer.clear();
    }

    /** Gives a buffer back. */
    public void release(ByteBuffer pixels) {
        pixelBuffers.add(pixels);
    }

    /**
     * The probability of class 1 for each image of a batch.
     *
     * @param images direct buffer that holds {@code count} images from its start: uint8 [count, height, width, 3]
     * @param count number of images, at least 1
     * @return {@code count} probabilities, 0 to 1
     * @throws InferenceException if the network fails
     */
    public float[] probabilities(ByteBuffer images, int count) throws InferenceException {
        try {
            return network.probabilities(images, count);
        } catch (RuntimeException e) {
            // Whatever it is, the probe tells whether the image or the model is at fault.
            throw new InferenceException(e.toString(), e);
        }
    }

    /** ONNX Runtime plans its memory for each batch size when it first sees it: it shall not do so while images wait. */
    void warmUp(int maxBatch) throws InferenceException {
        ByteBuffer black = ByteBuffer.allocateDirect(maxBatch * imageBytes());
        for (int batch = 1; batch < maxBatch; batch *= 2) {
            probabilities(black, batch);
        }
        probabilities(black, maxBatch);
    }

    /** Takes a lease; false if the model is closed already. */
    boolean lease() {
        return leases.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Ends a lease. The last one closes the network. */
    public void endLease() {
        if (leases.decrementAndGet() == 0) {
            network.close();
        }
    }
}
