package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeResult.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntConsumer;
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
        SortedMap<Integer, Sample> samples = new ConcurrentSkipListMap<>();
        SkippedFiles skipped = scan.run(source, indices, filter, () -> new StoringVisitor(samples));
        return new ScanResult(List.copyOf(samples.values()), skipped);
    }

    private final class StoringVisitor implements ImageScan.Visitor {
        private final SortedMap<Integer, Sample> samples;
        private int slot = -1;

        StoringVisitor(SortedMap<Integer, Sample> samples) {
            this.samples = samples;
        }

        @Override
        public ByteBuffer target() throws IOException {
            // The slot of a skipped image is reused for the next one.
            slot = slot < 0 ? store.takeSlot() : slot;
            return store.pixels(slot);
        }

        @Override
        public void decoded(int index, String name, int label, String contentSha256, Decoded size) {
            samples.put(index, new Sample(name, label, contentSha256, size.width(), size.height(), slot));
            slot = -1;
        }

        @Override
        public void close() {
            // The store keeps the pixels.
        }
    }
}
