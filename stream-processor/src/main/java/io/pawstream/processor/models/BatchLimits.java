package io.pawstream.processor.models;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Finds the largest batch of a model that fits the memory for one model. Each inference worker can run such a batch at
 * the same time. A bound from the sizes of the model's files, images and probabilities comes first, because a run
 * beyond the memory would end the process. Then runs in growing batches show what the network itself needs. A batch is
 * never larger than the model card allows.
 */
public final class BatchLimits {

    /** ONNX Runtime keeps a rearranged copy of most weights. */
    private static final int COPIES_OF_WEIGHTS = 2;

    /** A network converts the bytes of an image to floats first. */
    private static final int FLOAT_BYTES = Float.BYTES;

    /** A larger difference is no rounding error: the images of a batch influence each other. */
    private static final float TOLERANCE = 0.01f;

    private static final String MEMORY = "needs too much memory";
    private static final int NOISE_BYTES = 4096;
    private static final int SAMPLES = 10;
    private static final Duration SAMPLE_PAUSE = Duration.ofMillis(20);
    private static final Logger LOG = Logger.getLogger(BatchLimits.class);

    private final int maxImages;
    private final int workers;
    private final long maxBytes;
    private final long maxDirectBytes;
    private final LongSupplier residentBytes;

    /**
     * Creates limits.
     *
     * @param maxImages maximum number of images in a batch of any model, at least 1
     * @param workers number of inference workers, at least 1
     * @param maxBytes memory for one model, in bytes
     * @param maxDirectBytes share of {@code maxBytes} that may consist of direct buffers, in bytes
     * @param residentBytes returns the resident memory of the process in bytes, without what other work takes for a
     *     moment; always 0 if it is unknown
     * @throws IllegalArgumentException if {@code maxImages} or {@code workers} is less than 1
     */
    public BatchLimits(int maxImages, int workers, long maxBytes, long maxDirectBytes, LongSupplier residentBytes) {
        if (maxImages < 1 || workers < 1) {
            throw new IllegalArgumentException("pawstream.batch.max-images is " + maxImages
                    + " and pawstream.inference.workers is " + workers + "; both must be at least 1");
        }
        this.maxImages = maxImages;
        this.workers = workers;
        this.maxBytes = maxBytes;
        this.maxDirectBytes = maxDirectBytes;
        this.residentBytes = residentBytes;
    }

    /**
     * Starts the trial of a model before it is loaded.
     *
     * @param card card of the model
     * @param fileBytes size of {@code model.onnx}
     * @return the trial
     * @throws ModelException if one image in each worker exceeds the memory
     */
    Trial trial(ModelCard card, long fileBytes) throws ModelException {
        int imageBytes = card.input().bytes();
        Demand demand = new Demand(
                COPIES_OF_WEIGHTS * fileBytes, imageBytes, card.classes().size());
        int allowed = card.maxBatch() == null ? maxImages : Math.min(maxImages, card.maxBatch());
        int batch = Math.min(allowed, Integer.MAX_VALUE / imageBytes);
        while (batch > 0 && !demand.fits(batch, demand.floatBytes(batch))) {
            batch--;
        }
        if (batch == 0) {
            throw demand.tooLarge(card.name(), demand.floatBytes(1));
        }
        try {
            return new Trial(card.name(), demand, allowed, ByteBuffer.allocateDirect(batch * imageBytes));
        } catch (OutOfMemoryError e) {
            throw new ModelException("cannot load model \"" + card.name() + "\": " + e.getMessage(), e);
        }
    }

    /** Fills images with noise, because a network can fail on values or differences that a black image does not have. */
    private static void fill(ByteBuffer images) {
        Random noise = new Random(0);
        byte[] bytes = new byte[NOISE_BYTES];
        for (int i = 0; i < images.capacity(); i += bytes.length) {
            noise.nextBytes(bytes);
            images.put(i, bytes, 0, Math.min(bytes.length, images.capacity() - i));
        }
    }

    /** The memory that a model needs. */
    private final class Demand {

        private final long weightBytes;
        private final int imageBytes;
        private final int classes;

        private Demand(long weightBytes, int imageBytes, int classes) {
            this.weightBytes = weightBytes;
            this.imageBytes = imageBytes;
            this.classes = classes;
        }

        /** The input of the network as floats, and its output. */
        private long floatBytes(int batch) {
            return ((long) imageBytes + classes) * batch * FLOAT_BYTES;
        }

        /** Decoded images and a copy of the batch in each worker, images that wait for a batch, and those of a trial. */
        private long directBytes(int batch) {
            return 2L * (workers + 1) * imageBytes * batch;
        }

        private long bytes(int batch, long networkBytes) {
            return weightBytes + directBytes(batch) + workers * networkBytes;
        }

        /** Returns whether a batch fits that takes the given memory in the network of each worker. */
        private boolean fits(int batch, long networkBytes) {
            return directBytes(batch) <= maxDirectBytes && bytes(batch, networkBytes) <= maxBytes;
        }

        private ModelException tooLarge(String name, long networkBytes) {
            return new ModelException("cannot load model \"" + name + "\": with one image in each of " + workers
                    + " inference workers it needs at least " + mebibytes(bytes(1, networkBytes)) + " MiB, "
                    + mebibytes(directBytes(1)) + " MiB of them in direct buffers; allowed per model: "
                    + mebibytes(maxBytes) + " MiB (pawstream.models.max-bytes), " + mebibytes(maxDirectBytes)
                    + " MiB of them in direct buffers (a quarter of -XX:MaxDirectMemorySize)");
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** The trial of one model, from before it is loaded. */
    final class Trial {

        private final String name;
        private final Demand demand;
        private final int allowed;
        private final ByteBuffer images;
        private final long residentBefore = residentBytes.getAsLong();

        private Trial(String name, Demand demand, int allowed, ByteBuffer images) {
            this.name = name;
            this.demand = demand;
            this.allowed = allowed;
            this.images = images;
        }

        /**
         * Runs the network with growing batches, as production does.
         *
         * @param network the loaded network
         * @return the largest batch that the network classifies within the memory, at least 1
         * @throws ModelException if the network fails on one image, or one image in each worker exceeds the memory
         */
        int largestBatch(Network network) throws ModelException {
            tryOne(network, "a black image");
            fill(images);
            tryOne(network, "an image of noise");
            if (tooMuchMemory(1, 1).isPresent()) {
                throw demand.tooLarge(name, networkBytes());
            }
            int planned = images.capacity() / demand.imageBytes;
            int batch = 1;
            Optional<String> failure = Optional.empty();
            while (batch < planned && failure.isEmpty()) {
                int next = Math.min(2 * batch, planned);
                failure = tooMuchMemory(batch, next).or(() -> failure(network, next));
                batch = failure.isEmpty() ? next : batch;
            }
            if (batch < allowed) {
                LOG.warnf(
                        "model=%s runs in batches of %d instead of %d: a larger batch %s",
                        name, batch, allowed, failure.orElse(MEMORY));
            }
            return batch;
        }

        private void tryOne(Network network, String image) throws ModelException {
            try {
                network.probabilities(images, 1);
            } catch (InferenceException | OutOfMemoryError e) {
                throw new ModelException(
                        "cannot load model \"" + name + "\": inference fails on " + image + ": " + e.getMessage(), e);
            }
        }

        /** Runs a batch; returns why the model cannot use batches of this size. */
        private Optional<String> failure(Network network, int batch) {
            try {
                float[] together = network.probabilities(images, batch);
                int last = batch - 1;
                float[] alone = network.probabilities(images.slice(last * demand.imageBytes, demand.imageBytes), 1);
                return difference(alone, together, last).or(() -> tooMuchMemory(batch, batch));
            } catch (InferenceException | OutOfMemoryError e) {
                return Optional.of("fails: " + e.getMessage());
            }
        }

        /** Compares the row of an image alone with its row in a batch; returns how they differ. */
        private Optional<String> difference(float[] alone, float[] together, int image) {
            for (int i = 0; i < demand.classes; i++) {
                float inBatch = together[image * demand.classes + i];
                if (Math.abs(inBatch - alone[i]) > TOLERANCE) {
                    return Optional.of("changes the probability of a class from " + alone[i] + " to " + inBatch);
                }
            }
            return Optional.empty();
        }

        /** Judges by the memory in use after a batch of another size has run; returns empty if a batch fits. */
        private Optional<String> tooMuchMemory(int ran, int batch) {
            long needed = 0;
            // Other threads allocate as well, but only briefly. ONNX Runtime keeps what it has allocated.
            for (int i = 0; i < SAMPLES; i++) {
                long networkBytes = networkBytes() * batch / ran;
                if (demand.fits(batch, networkBytes)) {
                    return Optional.empty();
                }
                needed = demand.bytes(batch, networkBytes);
                LockSupport.parkNanos(SAMPLE_PAUSE.toNanos());
            }
            return Optional.of(MEMORY + ": " + mebibytes(needed) + " MiB; allowed per model: " + mebibytes(maxBytes)
                    + " MiB (pawstream.models.max-bytes)");
        }

        private long networkBytes() {
            return Math.max(0, residentBytes.getAsLong() - residentBefore - demand.weightBytes);
        }
    }
}
