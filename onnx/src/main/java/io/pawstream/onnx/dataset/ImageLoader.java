package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeResult.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Decodes the images of a source into a {@link PixelStore}, in several threads. */
public final class ImageLoader {

    private final PixelStore store;
    private final ImageScan scan;

    /**
     * Creates a loader.
     *
     * @param store receives the pixels
     * @param classes names of the classes, in the order of their labels
     * @param threads number of decoding threads, at least 1
     * @param progress receives the number of files done, from any thread
     */
    public ImageLoader(PixelStore store, List<String> classes, int threads, IntConsumer progress) {
        this.store = store;
        this.scan = new ImageScan(store.preprocessing(), classes, threads, progress);
    }

    /**
     * Decodes the first files of a source.
     *
     * @param source the images
     * @param count number of files to read, at most the size of the source
     * @param filter which files to use
     * @return the usable images, each with its slot in the store, and the skipped files
     * @throws IOException if the label of an image is no class, or the store cannot grow
     */
    public ScanResult load(ImageSource source, int count, FileFilter filter) throws IOException {
        return load(source, IntStream.range(0, count).toArray(), filter);
    }

    /**
     * Decodes some files of a source.
     *
     * @param source the images
     * @param indices indices of the files to read, ascending
     * @param filter which files to use
     * @return the usable images in the order of the source, each with its slot in the store, and the skipped files
     * @throws IOException if the label of an image is no class, or the store cannot grow
     */
    public ScanResult load(ImageSource source, int[] indices, FileFilter filter) throws IOException {
        return load(source, indices, filter, content -> true);
    }

    /**
     * Decodes some files of a source and stores the pixels of some of their images.
     *
     * @param source the images
     * @param indices indices of the files to read, ascending
     * @param filter which files to use
     * @param stored whether to store the pixels of an image, given the SHA-256 of its encoded bytes in lower case hex;
     *     called from several threads
     * @return the usable images in the order of the source, and the skipped files; the slot of an image that is not
     *     stored holds another one
     * @throws IOException if the label of an image is no class, or the store cannot grow
     */
    public ScanResult load(ImageSource source, int[] indices, FileFilter filter, Predicate<String> stored)
            throws IOException {
        SortedMap<Integer, Sample> samples = new ConcurrentSkipListMap<>();
        SkippedFiles skipped = scan.run(source, indices, filter, () -> new StoringVisitor(samples, stored));
        return new ScanResult(List.copyOf(samples.values()), skipped);
    }

    private final class StoringVisitor implements ImageScan.Visitor {
        private final SortedMap<Integer, Sample> samples;
        private final Predicate<String> stored;
        private int slot = -1;

        StoringVisitor(SortedMap<Integer, Sample> samples, Predicate<String> stored) {
            this.samples = samples;
            this.stored = stored;
        }

        @Override
        public ByteBuffer target() throws IOException {
            // The slot of an image that is skipped or not stored is reused for the next one.
            slot = slot < 0 ? store.takeSlot() : slot;
            return store.pixels(slot);
        }

        @Override
        public void decoded(int index, String name, int label, String contentSha256, Decoded size) {
            samples.put(index, new Sample(name, label, contentSha256, size.width(), size.height(), slot));
            slot = stored.test(contentSha256) ? -1 : slot;
        }

        @Override
        public void close() {
            // The store keeps the pixels.
        }
    }
}
