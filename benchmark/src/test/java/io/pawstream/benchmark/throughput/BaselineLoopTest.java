package io.pawstream.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.benchmark.shared.Workload;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelRepository;
import io.pawstream.sources.ImageSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineLoopTest {

    private static final Path MODELS =
            Path.of(System.getProperty("pawstream.home", "..")).resolve("models");

    @Test
    void allThreeMeasurementsCountImagesAndCpuTime() throws Exception {
        ModelDirectory model = new ModelRepository(MODELS).find("model5-8bit");
        List<byte[]> images = Workload.read(ImageSource.DRAWN).images();
        try (BaselineLoop loop = new BaselineLoop(model, images, 2, 0.3)) {
            for (Throughput throughput : List.of(loop.decode(), loop.infer(4), loop.decodeAndInfer(4))) {
                assertThat(throughput.imagesPerSecond()).isBetween(1.0, 1e6);
                assertThat(throughput.cpuMillisPerImage()).isBetween(1e-3, 1e3);
            }
        }
    }

    @Test
    void anImageThatCannotBeDecodedFailsTheMeasurement() throws Exception {
        ModelDirectory model = new ModelRepository(MODELS).find("model5-8bit");
        try (BaselineLoop loop = new BaselineLoop(model, List.of(new byte[] {1, 2, 3}), 1, 0.1)) {
            assertThatThrownBy(loop::decode).hasMessageContaining("cannot decode");
        }
    }
}
