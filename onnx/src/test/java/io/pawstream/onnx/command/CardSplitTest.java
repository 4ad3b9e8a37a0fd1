package io.pawstream.onnx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.cli.Console;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Origin;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Training;
import io.pawstream.onnx.DrawnModel;
import io.pawstream.onnx.TestCards;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.SplitName;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CardSplitTest {

    private static final ImageSize SIZE = new ImageSize(8, 8);

    private static final DrawnSource SOURCE = new DrawnSource(DrawnModel.SEED);

    private static final StringWriter PRINTED = new StringWriter();
    private static final PrintWriter OUT = new PrintWriter(PRINTED, true);
    private static final Console CONSOLE = new Console(OUT, OUT);

    /** All images of the training, read once because drawing them takes long. */
    private static List<Sample> samples;

    @BeforeAll
    static void draw() throws Exception {
        samples = catalogue(new CardSplit(card(DrawnModel.options("m"), Map.of())));
    }

    private static ModelCard card(TrainingOptions options, Map<String, Training.Split> splits) {
        return TestCards.of("m", null, SIZE, Origin.of(options.training(splits, List.of())), null);
    }

    private static TrainingOptions from(String source) {
        TrainingOptions options = DrawnModel.options("m");
        return new TrainingOptions(
                options.model(),
                new TrainingOptions.Images(
                        source,
                        List.of(),
                        options.images().filter(),
                        options.images().sizes(),
                        0,
                        1,
                        150),
                options.recipe(),
                null,
                null,
                options.export());
    }

    private static List<Sample> catalogue(CardSplit split) throws IOException {
        try (DrawnSource source = new DrawnSource(split.seed())) {
            return split.catalogue(source, 2, CONSOLE).samples();
        }
    }

    private static Map<String, Training.Split> described() {
        Splits splits = Splits.of(samples, DrawnModel.SIZES, DrawnModel.SEED);
        return new HashMap<>(Map.of(
                "train", Splits.describe(splits.train()),
                "validation", Splits.describe(splits.validation()),
                "test", Splits.describe(splits.test())));
    }

    @Test
    void theSplitsOfTheTrainingAreRestored() throws Exception {
        CardSplit split = new CardSplit(card(DrawnModel.options("m"), described()));
        assertThat(split.isDrawn()).isTrue();
        assertThat(split.seed()).isEqualTo(DrawnModel.SEED);
        assertThat(samples).hasSize(DrawnModel.SIZES.total());
        Splits splits = split.splits(SOURCE, samples);
        assertThat(splits.train()).hasSize(DrawnModel.SIZES.train());
        assertThat(splits.test()).isEqualTo(split.find(SplitName.TEST, SOURCE, samples));
        assertThat(PRINTED.toString()).contains("100 images, 0 files skipped");
    }

    @Test
    void readingStoresThePixelsOfTheSameImages() throws Exception {
        CardSplit split = new CardSplit(card(DrawnModel.options("m"), described()));
        try (PixelStore store = new PixelStore(Preprocessing.stretched(SIZE));
                DrawnSource source = new DrawnSource(split.seed())) {
            List<Sample> read = split.read(source, store, 2, CONSOLE).samples();
            assertThat(read)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("slot")
                    .isEqualTo(samples);
            assertThat(store.pixels(read.get(99).slot()).capacity()).isEqualTo(SIZE.bytes());
        }
    }

    @Test
    void otherImagesAreRejectedWithBothFingerprints() throws Exception {
        Map<String, Training.Split> splits = described();
        splits.put("test", new Training.Split(40, "e".repeat(64)));
        CardSplit split = new CardSplit(card(DrawnModel.options("m"), splits));
        assertThat(split.find(SplitName.TRAIN, SOURCE, samples)).hasSize(40);
        assertThatThrownBy(() -> split.find(SplitName.TEST, SOURCE, samples))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the test split has 40 images with fingerprint ")
                .hasMessageContaining("but the card of m has 40 with " + "e".repeat(64))
                .hasMessageEndingWith("pass the images of its training with --data");
    }

    @Test
    void tooFewImagesAreRejected() throws Exception {
        CardSplit split = new CardSplit(card(DrawnModel.options("m"), described()));
        List<Sample> few = samples.subList(0, 99);
        assertThatThrownBy(() -> split.splits(SOURCE, few))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("found 99 usable images, but m was trained with 100;");
    }

    @Test
    void aSplitThatTheCardDoesNotDescribeIsNamed() throws Exception {
        Map<String, Training.Split> splits = described();
        splits.remove("validation");
        CardSplit split = new CardSplit(card(DrawnModel.options("m"), splits));
        assertThatThrownBy(() -> split.splits(SOURCE, samples))
                .isInstanceOf(IOException.class)
                .hasMessage("the card of m does not describe a validation split");
    }

    @Test
    void aModelThatWasTrainedOnFilesRequiresThem() throws Exception {
        CardSplit split = new CardSplit(card(from("photos.zip"), Map.of()));
        assertThat(split.isDrawn()).isFalse();
        assertThatThrownBy(() -> catalogue(split))
                .isInstanceOf(IOException.class)
                .hasMessage("model m was trained on \"photos.zip\"; pass these images with --data");
    }

    @Test
    void anImportedModelHasNoSplits() {
        ModelCard card = TestCards.of("m", null, SIZE, TestCards.IMPORTED, null);
        assertThatThrownBy(() -> new CardSplit(card))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "model m is imported, so it has no training splits; score it with ./pawstream evaluate; only"
                                + " models that Pawstream has trained can be quantized");
    }

    @Test
    void splitNamesAreThoseOfCardsAndSelectTheirImages() {
        Sample train = new Sample("a", 0, "a", 1, 1, 0);
        Sample test = new Sample("b", 1, "b", 1, 1, 1);
        Splits splits = new Splits(List.of(train), List.of(), List.of(test));
        assertThat(SplitName.values()).extracting(SplitName::toString).containsExactly("train", "validation", "test");
        assertThat(SplitName.TRAIN.of(splits)).containsExactly(train);
        assertThat(SplitName.VALIDATION.of(splits)).isEmpty();
        assertThat(SplitName.TEST.of(splits)).containsExactly(test);
    }
}
