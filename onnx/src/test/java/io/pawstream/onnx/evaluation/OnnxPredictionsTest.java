package io.pawstream.onnx.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxPredictionsTest {

    private static final ImageSize SIZE = new ImageSize(20, 16);
    private static final int COUNT = 37;

    @TempDir
    private static Path directory;

    private static Path onnx;
    private static PixelStore store;
    private static List<Sample> samples;

    @BeforeAll
    static void draw() throws Exception {
        onnx = directory.resolve("model.onnx");
        OnnxFile.write(onnx, TinyNetwork.graph(SIZE, 5), Map.of());
        store = new PixelStore(SIZE);
        try (DrawnSource source = new DrawnSource(2)) {
            samples = new ImageLoader(store, 2, done -> {})
                    .load(source, COUNT, FileFilter.DECODABLE)
                    .samples();
        }
    }

    private static float[] oneByOne(List<Sample> images) throws Exception {
        float[] probabilities = new float[images.size()];
        try (OnnxModel model = OnnxModel.load(onnx, SIZE);
                Classifier classifier = model.newClassifier()) {
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] =
                        classifier.probabilities(store.pixels(images.get(i).slot()), 1)[0];
            }
        }
        return probabilities;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void predictionsHaveTheOrderOfTheImagesForAnyNumberOfThreads(int threads) throws Exception {
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.reverse(shuffled);
        float[] expected = oneByOne(shuffled);
        assertThat(new OnnxPredictions(store, threads).probabilities(onnx, shuffled))
                .containsExactly(expected, Offset.offset(1e-6f));
        assertThat(expected).doesNotHaveDuplicates();
    }

    @Test
    void withoutImagesThereAreNoPredictions() throws Exception {
        assertThat(new OnnxPredictions(store, 2).probabilities(onnx, List.of())).isEmpty();
    }

    @Test
    void aFileThatIsNotAModelIsNamed() throws Exception {
        Path text = Files.writeString(directory.resolve("text.onnx"), "not a model");
        assertThatThrownBy(() -> new OnnxPredictions(store, 2).probabilities(text, samples))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(text.toString());
    }

    @Test
    void imagesOfASourceHaveTheSamePredictions() throws Exception {
        List<Integer> progress = new CopyOnWriteArrayList<>();
        int[] indices = {0, 3, 4, 20, 36};
        try (OnnxModel model = OnnxModel.load(onnx, SIZE);
                DrawnSource source = new DrawnSource(2)) {
            SourcePredictions found = SourcePredictions.of(model, source, indices, 2, progress::add);
            assertThat(found.skipped().total()).isZero();
            List<Sample> chosen =
                    List.of(samples.get(0), samples.get(3), samples.get(4), samples.get(20), samples.get(36));
            float[] expected = oneByOne(chosen);
            for (int i = 0; i < indices.length; i++) {
                LabeledPrediction prediction = found.predictions().get(i);
                assertThat(prediction.name()).isEqualTo(chosen.get(i).name());
                assertThat(prediction.label()).isEqualTo(chosen.get(i).label());
                assertThat(prediction.probability()).isCloseTo(expected[i], Offset.offset(1e-6f));
            }
            assertThat(found.predictions()).hasSameSizeAs(chosen);
        }
        assertThat(progress).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void skippedFilesHaveNoPrediction() throws Exception {
        Path cats = Files.createDirectories(directory.resolve("images/cat"));
        Files.createDirectories(directory.resolve("images/bird"));
        try (DrawnSource source = new DrawnSource(2)) {
            Files.write(cats.resolve("2.png"), source.get(0).read());
            Files.write(directory.resolve("images/bird/4.png"), source.get(0).read());
        }
        Files.writeString(cats.resolve("1.jpg"), "no image");
        Files.write(cats.resolve("3.jpg"), new byte[0]);
        try (OnnxModel model = OnnxModel.load(onnx, SIZE);
                ImageSource source =
                        ImageSource.open(directory.resolve("images").toString(), 1)) {
            SourcePredictions found = SourcePredictions.of(model, source, new int[] {0, 1, 2, 3}, 3, done -> {});
            assertThat(found.predictions()).extracting(LabeledPrediction::name).containsExactly("images/cat/2.png");
            assertThat(found.skipped().counts())
                    .containsEntry("without label", 1)
                    .containsEntry("unsupported-format", 2);
        }
    }
}
