package io.pawstream.trainer.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.pawstream.trainer.mobilenet.FormulaWeights.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KerasWeightsFileTest {

    @TempDir
    private Path directory;

    private Path written(List<Listed> tensors) throws IOException {
        Path file = directory.resolve("weights.h5");
        FormulaWeights.write(file, tensors);
        return file;
    }

    private void assertRejected(Path file, String... parts) {
        assertThatThrownBy(() -> KerasWeightsFile.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void theVariantIsDetected(Variant variant) throws IOException {
        assertThat(KerasWeightsFile.variant(written(FormulaWeights.layers(variant))))
                .isEqualTo(variant);
    }

    @Test
    void aLayerOfAnotherShapeIsNamed() throws IOException {
        List<Listed> tensors = new ArrayList<>(FormulaWeights.layers(Variant.MINIMALISTIC));
        tensors.set(5, new Listed("conv_of_another_width", "kernel", new int[] {3, 3, 8, 1}));
        assertRejected(written(tensors), "conv_of_another_width", "[3, 3, 8, 1]", "[3, 3, 16, 1]");
    }

    @Test
    void layersOfATopAreRejected() throws IOException {
        List<Listed> tensors = new ArrayList<>(FormulaWeights.layers(Variant.MINIMALISTIC));
        tensors.add(new Listed("conv_2", "kernel", new int[] {1, 1, 960, 4}));
        assertRejected(written(tensors), "conv_2", "no_top");
    }

    @Test
    void aTruncatedFileIsRejected() throws IOException {
        assertRejected(
                written(FormulaWeights.layers(Variant.MINIMALISTIC).subList(0, 40)), "has 40 weights", "expected 230");
    }

    @Test
    void otherFilesAreRejected() throws IOException {
        Path text = Files.writeString(directory.resolve("text.h5"), "<html>not found</html>");
        assertRejected(text, "not a readable HDF5 file");
        assertRejected(directory.resolve("nothing.h5"), "weights file not found");
        Path other = directory.resolve("other.h5");
        try (WritableHdfFile hdf = HdfFile.write(other)) {
            hdf.putDataset("numbers", new float[] {1});
        }
        assertRejected(other, "layer_names");
    }
}
