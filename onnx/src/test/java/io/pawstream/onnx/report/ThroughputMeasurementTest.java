package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputMeasurementTest {

    private static final ImageSize SIZE = new ImageSize(12, 10);

    @TempDir
    private Path directory;

    @Test
    void batchesOfAMillisecondHaveTheirSizeInImagesPerMillisecond() throws Exception {
        Path file = directory.resolve("model.onnx");
        OnnxFile.write(file, TinyNetwork.graph(SIZE, 1), Map.of());
        AtomicLong clock = new AtomicLong();
        // Each reading of the clock is a millisecond after the one before.
        ThroughputMeasurement measurement =
                new ThroughputMeasurement(() -> clock.addAndGet(1_000_000), Duration.ofMillis(5));
        try (OnnxModel model = OnnxModel.load(file, SIZE, 2)) {
            assertThat(measurement.imagesPerSecond(model, 1)).isCloseTo(1_000, within(1e-6));
            assertThat(measurement.imagesPerSecond(model, 4)).isCloseTo(4_000, within(1e-6));
        }
    }
}
