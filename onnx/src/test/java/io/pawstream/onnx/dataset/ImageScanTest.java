package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.sources.DrawnSource;
import io.pawstream.vision.image.DecodeResult.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImageScanTest {

    private static final ImageSize SIZE = new ImageSize(8, 6);
    private static final List<String> CLASSES = List.of("dog", "Cat");

    private final Set<Integer> indices = new ConcurrentSkipListSet<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final List<Integer> progress = new CopyOnWriteArrayList<>();

    private final class Recorder implements ImageScan.Visitor {
        private final ByteBuffer target = ByteBuffer.allocateDirect(SIZE.bytes());
        private final int failsAt;

        Recorder(int failsAt) {
            this.failsAt = failsAt;
        }

        @Override
        public ByteBuffer target() {
            return target.clear();
        }

        @Override
        public void decoded(int index, String name, int label, String contentSha256, Decoded size) throws IOException {
            if (index == failsAt) {
                throw new IOException("disk full");
            }
            assertThat(name).containsIgnoringCase(CLASSES.get(label));
            assertThat(contentSha256).matches("[0-9a-f]{64}");
            indices.add(index);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private void scan(int failsAt, int... files) throws IOException {
        try (DrawnSource source = new DrawnSource(1)) {
            assertThat(new ImageScan(Preprocessing.stretched(SIZE), CLASSES, 3, progress::add)
                            .run(source, files, FileFilter.DECODABLE, () -> new Recorder(failsAt))
                            .total())
                    .isZero();
        }
    }

    @Test
    void eachFileIsDecodedOnceByOneOfTheThreads() throws IOException {
        scan(-1, 2, 3, 5, 8, 13);
        assertThat(indices).containsExactly(2, 3, 5, 8, 13);
        assertThat(closed).hasValue(3);
        assertThat(progress).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void aFailureOfAVisitorEndsTheScan() {
        assertThatThrownBy(() -> scan(3, 2, 3, 5, 8, 13))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThat(closed).hasValue(3);
    }
}
