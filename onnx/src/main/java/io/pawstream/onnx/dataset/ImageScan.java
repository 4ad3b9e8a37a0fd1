package io.pawstream.onnx.dataset;

import io.pawstream.cli.ErrorMessages;
import io.pawstream.model.Preprocessing;
import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import io.pawstream.vision.image.ImageDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the images of a source in several threads, passes each to a visitor, and counts the skipped files by reason.
 */
public final class ImageScan {

    private final Preprocessing preprocessing;
    private final FolderLabels classes;
    private final int threads;
    private final IntConsumer progress;

    /** Receives the images of one thread. */
    public interface Visitor extends AutoCloseable {

        /**
         * Returns the buffer for the next image.
         *
         * @return a direct buffer with room for the pixels of one image at its position
         * @throws IOException if no memory or disk space is left
         */
        ByteBuffer target() throws IOException;

        /**
         * Receives an image whose pixels are in the target buffer.
         *
         * @param index index in the source
         * @param name name in the source
         * @param label index of its class, from 0
         * @param contentSha256 SHA-256 of the encoded bytes, lower case hex
         * @param size size as stored
         * @throws IOException if the visitor fails
         */
        void decoded(int index, String name, int label, String contentSha256, Decoded size) throws IOException;

        /**
         * Ends the scan of this thread.
         *
         * @throws IOException if the visitor fails
         */
        @Override
        void close() throws IOException;
    }

    /**
     * Creates a scan.
     *
     * @param preprocessing how images become pixels
     * @param classes names of the classes: the label of an image is the name of its class, in the same case or another
     * @param threads number of decoding threads, at least 1
     * @param progress receives the number of files done, from any thread
     */
    public ImageScan(Preprocessing preprocessing, List<String> classes, int threads, IntConsumer progress) {
        this.preprocessing = preprocessing;
        this.classes = new FolderLabels(classes);
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Reads files of a source.
     *
     * @param source the images
     * @param indices indices of the files to read
     * @param filter which files to use
     * @param visitors creates a visitor for each thread
     * @return the skipped files, among them those that cannot be read
     * @throws IOException if the label of an image is no class, or a visitor fails
     */
    public SkippedFiles run(ImageSource source, int[] indices, FileFilter filter, Supplier<Visitor> visitors)
            throws IOException {
        classes.requireLabels(source, indices, this::isImage);
        SkippedFiles skipped = new SkippedFiles();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            // invokeAll waits for all workers, so the caller may close the source afterwards.
            List<Future<Void>> workers = pool.invokeAll(Collections.nCopies(threads, () -> {
                try (Visitor visitor = visitors.get()) {
                    Worker worker = new Worker(filter, visitor, skipped);
                    for (int i = next.getAndIncrement(); i < indices.length; i = next.getAndIncrement()) {
                        worker.read(source.get(indices[i]), indices[i]);
                        progress.accept(done.incrementAndGet());
                    }
                } catch (Exception | Error e) {
                    // Stops the other workers.
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
            throw e.getCause() instanceof IOException io ? io : new IOException(message(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading images", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean isImage(byte[] encoded) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(preprocessing.size().bytes());
        return new ImageDecoder(preprocessing, DecodeLimits.DEFAULT).decode(encoded, pixels) instanceof Decoded;
    }

    private static String message(@Nullable Throwable e) {
        return e == null || e.getMessage() == null ? String.valueOf(e) : e.getMessage();
    }

    private final class Worker {
        private final FileFilter filter;
        private final Visitor visitor;
        private final SkippedFiles skipped;
        private final ImageDecoder decoder = new ImageDecoder(preprocessing, DecodeLimits.DEFAULT);
        private final MessageDigest digest;

        Worker(FileFilter filter, Visitor visitor, SkippedFiles skipped) {
            this.filter = filter;
            this.visitor = visitor;
            this.skipped = skipped;
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is not available", e);
            }
        }

        void read(SourceImage image, int index) throws IOException {
            int label = classes.indexOf(image);
            if (label < 0) {
                skipped.add(image.name(), SkippedFiles.WITHOUT_LABEL);
                return;
            }
            byte[] encoded;
            try {
                encoded = image.read();
            } catch (IOException e) {
                skipped.addFailure(image.name(), ErrorMessages.of(e));
                return;
            }
            if (!filter.accepts(encoded)) {
                skipped.add(image.name(), SkippedFiles.NOT_JFIF);
                return;
            }
            DecodeResult result = decoder.decode(encoded, visitor.target());
            if (result instanceof Failed failed) {
                skipped.add(image.name(), failed.failure().word());
            } else if (result instanceof Decoded size) {
                visitor.decoded(index, image.name(), label, HexFormat.of().formatHex(digest.digest(encoded)), size);
            }
        }
    }
}
