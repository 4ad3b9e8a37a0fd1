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
    private Path folder;

    private Path written(List<Listed> tensors) throws IOException {
        Path file = folder.resolve("weights.h5");
        FormulaWeights.write(file, tensors);
        return file;
    }

    private void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> KerasWeightsFile.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void theVariantIsRecognised(Variant variant) throws IOException {
        assertThat(KerasWeightsFile.variant(written(FormulaWeights.layers(variant))))
                .isEqualTo(variant);
    }

    @Test
    void aLayerOfAnotherShapeIsNamed() throws IOException {
        List<Listed> tensors = new ArrayList<>(FormulaWeights.layers(Variant.MINIMALISTIC));
        tensors.set(5, new Listed("conv_of_another_width", "kernel", new int[] {3, 3, 8, 1}));
        assertRefused(written(tensors), "conv_of_another_width", "[3, 3, 8, 1]", "[3, 3, 16, 1]");
    }

    @Test
    void layersOfATopAreRefused() throws IOException {
        List<Listed> tensors = new ArrayList<>(FormulaWeights.layers(Variant.MINIMALISTIC));
        tensors.add(new Listed("conv_2", "kernel", new int[] {1, 1, 960, 4}));
        assertRefused(written(tensors), "conv_2", "no_top");
    }

    @Test
    void aFileThatEndsEarlyIsRefused() throws IOException {
        assertRefused(written(FormulaWeights.layers(Variant.MINIMALISTIC).subList(0, 40)), "ends after 40", "230");
    }

    @Test
    void whatIsNoWeightsFileIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.h5"), "<html>not found</html>");
        assertRefused(text, "not a readable HDF5 file");
        assertRefused(folder.resolve("nothing.h5"), "no weights at");
        Path other = folder.resolve("other.h5");
        try (WritableHdfFile hdf = HdfFile.write(other)) {
            hdf.putDataset("numbers", new float[] {1});
        }
        assertRefused(other, "layer_names");
    }
}
