package io.pawstream.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.cli.Console;
import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DatasetReaderTest {

    private final PixelStore store = new PixelStore(Preprocessing.stretched(new ImageSize(16, 16)));
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private Dataset read(Integer testSize, double drawnShare, long seed) throws IOException {
        try (DrawnSource source = new DrawnSource(seed)) {
            return new DatasetReader(store, 2, new Console(new PrintWriter(out), new PrintWriter(errors)))
                    .read(source, new DatasetSettings(FileFilter.JFIF, 40, 10, testSize, drawnShare, seed));
        }
    }

    @Test
    void imagesAreDividedAndSummarized() throws IOException {
        Dataset dataset = read(20, 0, 3);
        assertThat(dataset.sizes()).isEqualTo(new SplitSizes(40, 10, 20));
        assertThat(dataset.splits().train()).hasSize(40);
        assertThat(dataset.summary().test().total()).isEqualTo(20);
        assertThat(dataset.training()).isEqualTo(dataset.splits());
        assertThat(dataset.describe()).containsOnlyKeys("train", "validation", "test");
        assertThat(out.toString())
                .contains("70 images, 0 files skipped")
                .contains("splits: 40 train, 10 validation, 20 test");
        assertThat(errors.toString()).contains("warning: only 40 images to train on");
    }

    @Test
    void drawnImagesAreAddedToTheTrainingSplitOnly() throws IOException {
        Dataset dataset = read(20, 0.25, 3);
        assertThat(dataset.drawn()).hasSize(10);
        assertThat(dataset.training().train()).hasSize(50).containsAll(dataset.drawn());
        assertThat(dataset.training().validation()).isEqualTo(dataset.splits().validation());
        assertThat(dataset.describe()).containsKey("drawn");
        assertThat(dataset.splits().train())
                .extracting(Sample::contentSha256)
                .doesNotContainAnyElementsOf(
                        dataset.drawn().stream().map(Sample::contentSha256).toList());
    }

    @Test
    void theSeedDeterminesTheSplits() throws IOException {
        assertThat(read(20, 0, 3).describe()).isEqualTo(read(20, 0, 3).describe());
        assertThat(read(20, 0, 4).describe()).isNotEqualTo(read(20, 0, 3).describe());
    }

    @Test
    void anInvalidSizeIsReported() {
        assertThatThrownBy(() -> read(0, 0, 3))
                .isInstanceOf(IOException.class)
                .hasMessage("split sizes are 40, 10 and 0; each must be at least 1");
    }
}
