package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeResult.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Decodes the images of a source into a {@link PixelStore}, by several threads. */
public final class PhotoLoader {

    private final PixelStore store;
    private final PhotoScan scan;

    /**
     * A loader.
     *
     * @param store where the pixels go
     * @param threads number of threads that decode, at least 1
     * @param progress is told the number of files done, from any thread
     */
    public PhotoLoader(PixelStore store, int threads, IntConsumer progress) {
        this.store = store;
        this.scan = new PhotoScan(store.size(), threads, progress);
    }

    /**
     * Reads the first images of a source.
     *
     * @param count number of files to read, at most the source's size
     * @return the images that count, each with its slot in the store
     * @throws IOException if a file cannot be read
     */
    public Photos load(ImageSource source, int count, Keep keep) throws IOException {
        Sample[] samples = new Sample[count];
        SortedMap<String, Integer> skipped =
                scan.run(source, IntStream.range(0, count).toArray(), keep, () -> new StoringVisitor(samples));
        return new Photos(Arrays.stream(samples).filter(Objects::nonNull).toList(), skipped);
    }

    private final class StoringVisitor implements PhotoScan.Visitor {
        private final Sample[] samples;
        private int slot = -1;

        StoringVisitor(Sample[] samples) {
            this.samples = samples;
        }

        @Override
        public ByteBuffer target() throws IOException {
            // A slot whose image was refused is used for the next one.
            slot = slot < 0 ? store.takeSlot() : slot;
            return store.pixels(slot);
        }

        @Override
        public void decoded(int index, String name, int label, String contentSha256, Decoded size) {
            samples[index] = new Sample(name, label, contentSha256, size.width(), size.height(), slot);
            slot = -1;
        }

        @Override
        public void close() {
            // The pixels stay in the store.
        }
    }
}
