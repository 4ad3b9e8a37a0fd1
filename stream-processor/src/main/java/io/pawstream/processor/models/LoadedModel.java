package io.pawstream.processor.models;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.InferenceDevice;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model in memory with the decoder for its input. Thread-safe.
 *
 * <p>The model closes when its last lease ends. The {@link ModelCache} holds a lease while it keeps the model.
 */
public final class LoadedModel {

    private static final String ONE_PIXEL_PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

    private final ModelCard card;
    private final Network network;
    private final ImageDecoder decoder;
    private final int maxBatch;
    private final Queue<ByteBuffer> pixelBuffers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger leases = new AtomicInteger(1);

    /** Creates a model with one lease, which belongs to the caller. */
    LoadedModel(ModelCard card, Network network, DecodeLimits limits, int maxBatch) {
        this.card = card;
        this.maxBatch = maxBatch;
        this.network = network;
        this.decoder = new ImageDecoder(card.preprocessing(), limits);
    }

    /**
     * Loads a model, and tries it with an image and with batches. The trial avoids delays of the first images, because
     * ONNX Runtime plans its memory on the first batch of a size.
     *
     * @param directory the model on disk
     * @param limits limits of encoded images
     * @param batches find the largest batch
     * @param device where the network runs
     * @return the model; its first lease belongs to the caller
     * @throws ModelException if the network cannot be loaded, fails on a black image or has another number of classes
     *     than the card, or the model exceeds the memory
     */
    static LoadedModel load(ModelDirectory directory, DecodeLimits limits, BatchLimits batches, InferenceDevice device)
            throws ModelException {
        ModelCard card = directory.card();
        BatchLimits.Trial trial = batches.trial(card, fileBytes(directory.onnx()));
        Network network = new OnnxNetwork(
                OnnxModel.load(directory.onnx(), card.input(), card.classes().size(), device));
        try {
            LoadedModel model = new LoadedModel(card, network, limits, trial.largestBatch(network));
            model.decodeOnePixel();
            return model;
        } catch (ModelException | RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    private static long fileBytes(Path onnx) throws ModelException {
        try {
            return Files.size(onnx);
        } catch (IOException e) {
            throw new ModelException("cannot read " + onnx + ": " + e, e);
        }
    }

    /** Loads the native libraries of the decoder. */
    private void decodeOnePixel() throws ModelException {
        ByteBuffer pixels = takePixelBuffer();
        if (decoder.decode(Base64.getDecoder().decode(ONE_PIXEL_PNG), pixels) instanceof DecodeResult.Failed failed) {
            throw new ModelException("cannot load model \"" + card.name()
                    + "\": the decoder fails on a one-pixel image: " + failed.message());
        }
        release(pixels);
    }

    /** {@return the model card} */
    public ModelCard card() {
        return card;
    }

    /** {@return the decoder, which prepares images as the card asks} */
    public ImageDecoder decoder() {
        return decoder;
    }

    /** {@return the maximum number of images in a batch, at least 1} */
    public int maxBatch() {
        return maxBatch;
    }

    /** {@return the size of the pixels of one image in bytes} */
    public int imageBytes() {
        return card.input().bytes();
    }

    /**
     * Takes a buffer for the pixels of one image.
     *
     * @return an empty direct buffer; give it back with {@link #release}
     */
    public ByteBuffer takePixelBuffer() {
        ByteBuffer buffer = pixelBuffers.poll();
        return buffer == null ? ByteBuffer.allocateDirect(imageBytes()) : buffer.clear();
    }

    /**
     * Makes a pixel buffer available again.
     *
     * @param pixels buffer from {@link #takePixelBuffer}, no longer used by the caller
     */
    public void release(ByteBuffer pixels) {
        pixelBuffers.add(pixels);
    }

    /**
     * Computes the probability of each class for each image of a batch.
     *
     * @param images direct buffer that holds {@code count} images from its start: uint8 [count, height, width, 3]
     * @param count number of images, at least 1
     * @return float32 [count, classes], row-major: one row per image, in the order of the images; each row sums to 1
     * @throws InferenceException if the network fails
     */
    public float[] probabilities(ByteBuffer images, int count) throws InferenceException {
        try {
            return network.probabilities(images, count);
        } catch (RuntimeException e) {
            // The caller runs a probe to determine whether the image or the model is the cause.
            throw new InferenceException(e.toString(), e);
        }
    }

    /** Takes a lease; returns false if the model is already closed. */
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
