package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Finds the images of a source that count, without keeping a pixel: enough to divide them into splits. */
public final class Catalogue {

    private final ImageSize size;
    private final PhotoScan scan;

    /**
     * A catalogue.
     *
     * @param size size that images are decoded to, to see whether they can be
     * @param threads number of threads that decode, at least 1
     * @param progress is told the number of files done, from any thread
     */
    public Catalogue(ImageSize size, int threads, IntConsumer progress) {
        this.size = size;
        this.scan = new PhotoScan(size, threads, progress);
    }

    /**
     * Looks at the first images of a source.
     *
     * @param count number of files to look at, at most the source's size
     * @return the images that count, each with its index in the source as its slot
     * @throws IOException if a file cannot be read
     */
    public Photos of(ImageSource source, int count, Keep keep) throws IOException {
        Sample[] samples = new Sample[count];
        SortedMap<String, Integer> skipped =
                scan.run(source, IntStream.range(0, count).toArray(), keep, () -> new NotingVisitor(samples));
        return new Photos(Arrays.stream(samples).filter(Objects::nonNull).toList(), skipped);
    }

    private final class NotingVisitor implements PhotoScan.Visitor {
        private final Sample[] samples;
        private final ByteBuffer scratch = ByteBuffer.allocateDirect(size.bytes());

        NotingVisitor(Sample[] samples) {
            this.samples = samples;
        }

        @Override
        public ByteBuffer target() {
            return scratch.clear();
        }

        @Override
        public void decoded(int index, String name, int label, String contentSha256, Decoded size) {
            samples[index] = new Sample(name, label, contentSha256, size.width(), size.height(), index);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
