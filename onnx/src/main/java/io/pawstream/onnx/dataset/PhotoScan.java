package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Decodes images of a source by several threads, hands each to a visitor, and counts what does not count. */
public final class PhotoScan {

    /** The classes, in the order of their labels. */
    public static final List<String> CLASSES = List.of("cat", "dog");

    private final ImageSize size;
    private final int threads;
    private final IntConsumer progress;

    /** Takes the images of one thread. */
    public interface Visitor extends AutoCloseable {

        /** Where the next image goes: a direct buffer with room for it. */
        ByteBuffer target() throws IOException;

        /**
         * An image that counts is in the target.
         *
         * @param index its index in the source
         * @param label 0 for cat, 1 for dog
         * @param contentSha256 SHA-256 of its encoded bytes, lower case hex
         * @param size its size in the file
         */
        void decoded(int index, String name, int label, String contentSha256, Decoded size) throws IOException;

        /** There are no more images for this thread. */
        @Override
        void close() throws IOException;
    }

    /**
     * A scan.
     *
     * @param size size that images are decoded to
     * @param threads number of threads that decode, at least 1
     * @param progress is told the number of files done, from any thread
     */
    public PhotoScan(ImageSize size, int threads, IntConsumer progress) {
        this.size = size;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Reads files of a source.
     *
     * @param indices which files
     * @param visitors makes a visitor for each thread
     * @return number of files that do not count, by reason
     * @throws IOException if a file cannot be read, or a visitor fails
     */
    public SortedMap<String, Integer> run(ImageSource source, int[] indices, Keep keep, Supplier<Visitor> visitors)
            throws IOException {
        SortedMap<String, Integer> skipped = new TreeMap<>();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            // It waits for all of them: what they read from may be closed after this.
            List<Future<Void>> workers = pool.invokeAll(Collections.nCopies(threads, () -> {
                try (Visitor visitor = visitors.get()) {
                    Worker worker = new Worker(keep, visitor, skipped);
                    for (int i = next.getAndIncrement(); i < indices.length; i = next.getAndIncrement()) {
                        worker.read(source.get(indices[i]), indices[i]);
                        progress.accept(done.incrementAndGet());
                    }
                } catch (Exception | Error e) {
                    // The others need not go on.
                    next.set(indices.length);
                    throw e;
                }
                return null;
            }));
            for (Future<Void> worker : workers) {
                worker.get();
            }
            return skipped;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(message(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading images", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private final class Worker {
        private final Keep keep;
        private final Visitor visitor;
        private final SortedMap<String, Integer> skipped;
        private final ImageDecoder decoder = new ImageDecoder(size, DecodeLimits.DEFAULT);
        private final MessageDigest digest;

        Worker(Keep keep, Visitor visitor, SortedMap<String, Integer> skipped) {
            this.keep = keep;
            this.visitor = visitor;
            this.skipped = skipped;
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        void read(SourceImage image, int index) throws IOException {
            int label = image.label().map(CLASSES::indexOf).orElse(-1);
            if (label < 0) {
                skip("without label");
                return;
            }
            byte[] encoded = image.read();
            if (!keep.accepts(encoded)) {
                skip("not JFIF");
                return;
            }
            DecodeResult result = decoder.decode(encoded, visitor.target());
            if (result instanceof Failed failed) {
                skip(failed.failure().word());
            } else if (result instanceof Decoded size) {
                visitor.decoded(index, image.name(), label, HexFormat.of().formatHex(digest.digest(encoded)), size);
            }
        }

        private void skip(String reason) {
            synchronized (skipped) {
                skipped.merge(reason, 1, Integer::sum);
            }
        }
    }
}
