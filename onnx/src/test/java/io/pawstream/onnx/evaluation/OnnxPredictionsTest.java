package io.pawstream.onnx.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.TestCards;
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
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxPredictionsTest {

    private static final ImageSize SIZE = new ImageSize(20, 16);
    private static final Preprocessing PREPROCESSING = Preprocessing.stretched(SIZE);
    private static final List<String> CLASSES = List.of("cat", "dog", "fox");
    private static final int COUNT = 37;

    @TempDir
    private static Path directory;

    private static Path onnx;
    private static PixelStore store;
    private static List<Sample> samples;

    @BeforeAll
    static void draw() throws Exception {
        onnx = directory.resolve("model.onnx");
        OnnxFile.write(onnx, TinyNetwork.graph(SIZE, 5, CLASSES.size()), Map.of());
        store = new PixelStore(PREPROCESSING);
        try (DrawnSource source = new DrawnSource(2)) {
            samples = new ImageLoader(store, CLASSES, 2, done -> {})
                    .load(source, COUNT, FileFilter.DECODABLE)
                    .samples();
        }
    }

    private static float[] oneByOne(List<Sample> images) throws Exception {
        FloatBuffer probabilities = FloatBuffer.allocate(images.size() * CLASSES.size());
        try (OnnxModel model = OnnxModel.load(onnx, SIZE, CLASSES.size());
                Classifier classifier = model.newClassifier()) {
            for (Sample image : images) {
                probabilities.put(classifier.probabilities(store.pixels(image.slot()), 1));
            }
        }
        return probabilities.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void predictionsHaveTheOrderOfTheImagesForAnyNumberOfThreads(int threads) throws Exception {
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.reverse(shuffled);
        float[] expected = oneByOne(shuffled);
        assertThat(new OnnxPredictions(store, CLASSES.size(), threads).probabilities(onnx, shuffled))
                .containsExactly(expected, Offset.offset(1e-6f));
        assertThat(expected).doesNotHaveDuplicates();
    }

    @Test
    void withoutImagesThereAreNoPredictions() throws Exception {
        assertThat(new OnnxPredictions(store, CLASSES.size(), 2).probabilities(onnx, List.of()))
                .isEmpty();
    }

    @Test
    void aFileThatIsNotAModelIsNamed() throws Exception {
        Path text = Files.writeString(directory.resolve("text.onnx"), "not a model");
        assertThatThrownBy(() -> new OnnxPredictions(store, CLASSES.size(), 2).probabilities(text, samples))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(text.toString());
    }

    private static ModelCard card(@Nullable Integer maxBatch) {
        return new ModelCard(
                ModelCard.SCHEMA,
                "m",
                "1",
                null,
                CLASSES,
                SIZE,
                PREPROCESSING,
                maxBatch,
                17,
                "0".repeat(64),
                1,
                TestCards.IMPORTED,
                null);
    }

    @Test
    void imagesOfASourceHaveTheSamePredictions() throws Exception {
        List<Integer> progress = new CopyOnWriteArrayList<>();
        int[] indices = {0, 3, 4, 20, 36};
        try (OnnxModel model = OnnxModel.load(onnx, SIZE, CLASSES.size());
                DrawnSource source = new DrawnSource(2)) {
            SourcePredictions found = SourcePredictions.of(model, card(null), source, indices, 2, progress::add);
            assertThat(found.skipped().total()).isZero();
            List<Sample> chosen =
                    List.of(samples.get(0), samples.get(3), samples.get(4), samples.get(20), samples.get(36));
            float[] expected = oneByOne(chosen);
            for (int i = 0; i < indices.length; i++) {
                LabeledPrediction prediction = found.predictions().get(i);
                assertThat(prediction.name()).isEqualTo(chosen.get(i).name());
                assertThat(prediction.label()).isEqualTo(chosen.get(i).label());
                float[] row = Arrays.copyOfRange(expected, i * CLASSES.size(), (i + 1) * CLASSES.size());
                assertThat(prediction.ranked()).containsExactlyInAnyOrder(0, 1, 2);
                assertThat(prediction.confidence())
                        .isCloseTo(row[prediction.predictedLabel()], Offset.offset(1e-6))
                        .isCloseTo(Math.max(row[0], Math.max(row[1], row[2])), Offset.offset(1e-6));
            }
            assertThat(found.predictions()).hasSameSizeAs(chosen);
        }
        assertThat(progress).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void skippedFilesHaveNoPrediction() throws Exception {
        Path cats = Files.createDirectories(directory.resolve("images/cat"));
        try (DrawnSource source = new DrawnSource(2)) {
            Files.write(cats.resolve("2.png"), source.get(0).read());
        }
        Files.writeString(cats.resolve("1.jpg"), "no image");
        Files.write(cats.resolve("3.jpg"), new byte[0]);
        try (OnnxModel model = OnnxModel.load(onnx, SIZE, CLASSES.size());
                ImageSource source =
                        ImageSource.open(directory.resolve("images").toString(), 1)) {
            SourcePredictions found =
                    SourcePredictions.of(model, card(null), source, new int[] {0, 1, 2}, 3, done -> {});
            assertThat(found.predictions()).extracting(LabeledPrediction::name).containsExactly("images/cat/2.png");
            assertThat(found.skipped().counts()).containsOnly(entry("unsupported-format", 2));
        }
    }

    /** The network takes one image at a time, as many exports do. */
    @Test
    void batchesAreNotLargerThanThoseOfTheCard() throws Exception {
        Path single = directory.resolve("single.onnx");
        GraphProto.Builder graph = TinyNetwork.graph(SIZE, 5, CLASSES.size()).build().toBuilder();
        graph.getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(1);
        OnnxFile.write(single, OnnxFile.model(graph.build(), Map.of()));
        int[] indices = IntStream.range(0, COUNT).toArray();
        try (OnnxModel model = OnnxModel.load(single, SIZE, CLASSES.size());
                DrawnSource source = new DrawnSource(2)) {
            assertThat(SourcePredictions.of(model, card(1), source, indices, 2, done -> {})
                            .predictions())
                    .hasSize(COUNT);
            assertThatThrownBy(() -> SourcePredictions.of(model, card(null), source, indices, 2, done -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("inference failed on a batch");
        }
    }
}
