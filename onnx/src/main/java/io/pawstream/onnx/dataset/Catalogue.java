package io.pawstream.onnx.dataset;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeResult.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Lists the usable images of a source without keeping their pixels, which is enough to divide them into splits. */
public final class Catalogue {

    private final ImageSize size;
    private final ImageScan scan;

    /**
     * Creates a catalogue.
     *
     * @param preprocessing how images become pixels, which verifies that they can be decoded
     * @param classes names of the classes, in the order of their labels
     * @param threads number of decoding threads, at least 1
     * @param progress receives the number of files done, from any thread
     */
    public Catalogue(Preprocessing preprocessing, List<String> classes, int threads, IntConsumer progress) {
        this.size = preprocessing.size();
        this.scan = new ImageScan(preprocessing, classes, threads, progress);
    }

    /**
     * Reads the first files of a source.
     *
     * @param source the images
     * @param count number of files to read, at most the size of the source
     * @param filter which files to use
     * @return the usable images, each with its index in the source as its slot, and the skipped files
     * @throws IOException if the label of an image is no class, or the scan is interrupted
     */
    public ScanResult of(ImageSource source, int count, FileFilter filter) throws IOException {
        Sample[] samples = new Sample[count];
        SkippedFiles skipped =
                scan.run(source, IntStream.range(0, count).toArray(), filter, () -> new RecordingVisitor(samples));
        return new ScanResult(Arrays.stream(samples).filter(Objects::nonNull).toList(), skipped);
    }

    private final class RecordingVisitor implements ImageScan.Visitor {
        private final Sample[] samples;
        private final ByteBuffer scratch = ByteBuffer.allocateDirect(size.bytes());

        RecordingVisitor(Sample[] samples) {
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
            // Holds no resources.
        }
    }
}
